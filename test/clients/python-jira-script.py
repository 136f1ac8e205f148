"""What a program does with Jira through the Python package "jira": a line of JSON on standard input says where, and a
line of JSON for each step says what came of it. It goes on after a failure, so that one script shows every door of a
project: where it may work, and where nothing may answer.
"""

import io
import json
import sys

from jira import JIRA, JIRAError
from jira.resources import Resource

at = json.loads(sys.stdin.readline())
server, key = at["server"], at["key"]


def brief(value):
    if isinstance(value, Resource):
        return str(value.raw.get("key") or value.raw.get("name") or value.raw.get("id"))
    if isinstance(value, (list, tuple)):
        return [brief(each) for each in value]
    return value if isinstance(value, (str, int, float, bool, dict, type(None))) else type(value).__name__


def step(name, run):
    """What `run` gives, or None where it fails; the line that it prints tells which."""
    try:
        value = run()
    except JIRAError as error:
        print(json.dumps({"name": name, "status": error.status_code or 0, "text": error.text}), flush=True)
    except Exception as error:
        print(json.dumps({"name": name, "status": -1, "text": type(error).__name__ + ": " + str(error)}), flush=True)
    else:
        print(json.dumps({"name": name, "value": brief(value)}), flush=True)
        return value
    return None


def connect(**more):
    return JIRA(server=server, basic_auth=("ci@example.com", key), **more)


def work(jira):
    project, issue = at["projectKey"], at["issueKey"]
    step("server_info", lambda: jira.server_info()["deploymentType"])
    step("current_user", lambda: jira.current_user())
    step("projects", lambda: jira.projects())
    step("project", lambda: jira.project(project))
    step("project_components", lambda: jira.project_components(project))
    step("project_versions", lambda: jira.project_versions(project))
    step("fields", lambda: [field["id"] for field in jira.fields()])
    step("issue_types", lambda: jira.issue_types())
    step("issue_type_by_name", lambda: jira.issue_type_by_name("Task"))
    step("priorities", lambda: jira.priorities())
    step("statuses", lambda: jira.statuses())
    step("resolutions", lambda: jira.resolutions())
    step("issue_link_types", lambda: jira.issue_link_types())
    step("createmeta", lambda: [each["key"] for each in jira.createmeta(projectKeys=project)["projects"]])

    step("issue", lambda: jira.issue(issue))
    step("issue by id", lambda: sorted(vars(jira.issue(at["issueId"], fields="summary,status").fields)))
    step("issue members", lambda: [jira.issue(issue).fields.project.key, jira.issue(issue).permalink()])
    step("comments", lambda: jira.comments(issue))
    step("transitions", lambda: [each["name"] for each in jira.transitions(issue)])
    step("watchers", lambda: jira.watchers(issue).watchCount)
    step("votes", lambda: jira.votes(issue).votes)
    step("editmeta", lambda: sorted(jira.editmeta(issue)["fields"])[:1])

    made = step("create_issue", lambda: jira.create_issue(
        project=project, summary="First", description="Made by a program.", issuetype={"name": "Task"}))
    second = step("create_issue with fields", lambda: jira.create_issue(
        fields={"project": {"key": project}, "summary": "Second", "issuetype": {"name": "Bug"}, "labels": ["python"]}))
    several = step("create_issues", lambda: [each["issue"] for each in jira.create_issues([
        {"project": {"key": project}, "summary": summary, "issuetype": {"name": "Task"}} for summary in ("3", "4")])])
    mine, other = (made.key, second.key) if made and second else (issue, at["issueId"])

    def edit():
        thing = made or jira.issue(mine)
        thing.update(summary="Edited", duedate="2026-12-24")
        thing.update(fields={"labels": ["one"]})
        thing.add_field_value("labels", "two")
        return [thing.fields.summary, jira.issue(mine).fields.labels]

    step("update", edit)

    said = step("add_comment", lambda: jira.add_comment(mine, "First thought."))
    step("comment", lambda: jira.comment(mine, said.id if said else at["commentId"]).body)
    step("comment.update", lambda: said.update(body="Second thought."))
    step("comment.delete", lambda: bool(said.delete()))

    step("transition_issue by name", lambda: jira.transition_issue(mine, jira.transitions(mine)[-1]["name"]))
    step("transition_issue by number", lambda: jira.transition_issue(
        mine, jira.transitions(mine)[0]["id"], comment="Back to the start."))

    people = step("search_assignable_users_for_issues", lambda: [each.accountId for each in
                  jira.search_assignable_users_for_issues(query="kim", project=project)])
    step("assignee", lambda: (made or jira.issue(mine)).update(
        assignee={"accountId": people[0] if people else at["accountId"]}))
    step("assign_issue to nobody", lambda: jira.assign_issue(mine, None))

    logged = step("add_worklog", lambda: jira.add_worklog(mine, timeSpent="2h", comment="Looked into it."))
    step("worklogs", lambda: [each.timeSpentSeconds for each in jira.worklogs(mine)])
    step("worklog.update", lambda: logged.update(timeSpent="3h"))
    step("worklog.delete", lambda: logged.delete())

    step("create_issue_link", lambda: bool(jira.create_issue_link("Blocks", mine, other)))
    links = step("issuelinks", lambda: [each.id for each in jira.issue(mine).fields.issuelinks])
    step("issue_link", lambda: jira.issue_link(links[0] if links else at["linkId"]).type.name)
    step("delete_issue_link", lambda: bool(jira.delete_issue_link(links[0] if links else at["linkId"])))
    step("add_simple_link", lambda: bool(jira.add_simple_link(mine, {"url": "https://build.example.com/1", "title": "Build"})))

    version = step("create_version", lambda: jira.create_version("9.0", project, releaseDate="2027-01-15"))
    step("version", lambda: jira.version(version.id if version else at["versionId"]).name)
    step("version.update", lambda: version.update(released=True))
    step("version.delete", lambda: bool(version.delete()))
    component = step("create_component", lambda: jira.create_component("Till", project, description="Pays."))
    step("component", lambda: jira.component(component.id if component else at["componentId"]).name)
    step("component.update", lambda: component.update(description="Pays and prints."))
    step("component.delete", lambda: bool(component.delete()))

    step("boards", lambda: jira.boards(projectKeyOrID=project))
    step("sprints", lambda: jira.sprints(at["boardId"], state="active,future"))
    step("sprint", lambda: jira.sprint(at["sprintId"]).name)
    sprint = step("create_sprint", lambda: jira.create_sprint("Next", at["boardId"]))
    step("add_issues_to_sprint", lambda: bool(jira.add_issues_to_sprint(sprint.id if sprint else at["sprintId"], [mine])))
    step("sprint issues", lambda: [each["key"] for each in jira._get_json(
        f"sprint/{sprint.id if sprint else at['sprintId']}/issue", base=jira.AGILE_BASE_URL)["issues"]])
    step("rank", lambda: bool(jira.rank(mine, next_issue=issue)))
    step("sprint.delete", lambda: bool(sprint.delete()))

    # This version has no method of its own for the search that Jira has today.
    def search(**more):
        return jira._get_json("search/jql", params={
            "jql": f"project = {project} ORDER BY created ASC", "fields": "summary", "maxResults": 3, **more})

    page = step("search/jql", lambda: search())
    token = page.get("nextPageToken") if page else None
    step("search/jql, next page", lambda: search(nextPageToken=token) if token else page)

    for thing in filter(None, [made, second, *(several or [])]):
        step("issue.delete", lambda: thing.delete(deleteSubtasks=True))
    if not made:
        step("issue.delete", lambda: jira.issue(issue).delete())


def refusals(jira):
    issue = at["issueKey"]
    step("search_issues", lambda: jira.search_issues("project = ALPHA"))
    step("search_users", lambda: jira.search_users(query="a"))
    step("assign_issue", lambda: jira.assign_issue(issue, at["accountId"]))
    step("add_watcher", lambda: jira.add_watcher(issue, at["accountId"]))
    step("add_vote", lambda: jira.add_vote(issue))
    step("add_attachment", lambda: jira.add_attachment(issue, io.BytesIO(b"x"), filename="a.txt"))
    step("attachment", lambda: jira.attachment(at["attachmentId"]))
    step("restricted comment", lambda: jira.add_comment(issue, "x", visibility={"type": "role", "value": "Administrators"}))
    step("silent update", lambda: jira.issue(issue).update(notify=False, fields={"summary": "x"}))
    step("rendered fields", lambda: jira.issue(issue, expand="renderedFields"))
    step("groups", lambda: jira.groups())
    step("filter", lambda: jira.filter("10000"))
    step("delete_project", lambda: jira.delete_project(at["projectKey"]))
    step("session", lambda: jira.session())
    step("create_issue without a summary", lambda: jira.create_issue(project=at["projectKey"], issuetype={"name": "Task"}))


def ways_in():
    step("basic", lambda: connect().current_user())
    step("token", lambda: JIRA(server=server, token_auth=key).current_user())
    step("slash", lambda: JIRA(server=server + "/", token_auth=key).current_user())
    step("version 3", lambda: connect(options={"rest_api_version": "3"}).issue(at["issueKey"]))
    step("latest", lambda: connect(options={"rest_api_version": "latest"}).issue(at["issueKey"]))


def first_call():
    step("connect", lambda: bool(connect()))
    blind = connect(get_server_info=False)
    step("issue", lambda: blind.issue(at["issueKey"]))
    step("create_issue", lambda: blind.create_issue(
        fields={"project": {"key": at["projectKey"]}, "summary": "x", "issuetype": {"name": "Task"}}))


programs = {"work": lambda: work(connect()), "refusals": lambda: refusals(connect()),
            "ways in": ways_in, "first call": first_call}
programs[at["program"]]()
