"""`runbinder what-if` on a small binder in which one engineer is all there is: what it says, and that it says why."""

import json

import pytest
from click.testing import CliRunner

from runbinder.main import cli
from runbinder.testing import write_plans

HOME = "clients/harbour/"
PLANS = {
    "provider/people.yml": {"people": {
        "ivo": {"name": "Ivo Marsh", "organisation": "kestrel"}, "uma": {"name": "Uma Lind", "organisation": "kestrel"}}},
    HOME + "people.yml": {"people": {"ada": {"name": "Ada Quay", "organisation": "harbour"}}, "roles": {"operator": {"does": "Restores.", "holder": "ivo"}}},
    HOME + "services.yml": {"services": {
        "files": {"name": "Files", "criticality": "critical", "done_by": "kestrel", "for": "harbour", "or_by": [], "recovery": {"mtpd": "24h"}}}},
    HOME + "credentials.yml": {"credentials": {"backup-key": {
        "system": "Backup", "account": "root", "privilege": "admin", "custodian": "kestrel", "vault": {"name": "Strongroom", "path": "7"},
        "client_can_retrieve": False, "holders": ["uma"]}}},
    HOME + "procedures/restore.yml": {
        "title": "Restore", "schedule": {"every": "week", "last_done": "2026-03-25"}, "done_by": "operator", "or_by": ["ada"],
        "steps": [{"do": "Sign in.", "uses": "backup-key"}]},
}


@pytest.fixture
def ask(tmp_path):
    """Output and exit code of `what-if` with these words."""
    (write_plans(tmp_path, PLANS) / "mkdocs.yml").touch()

    def call(*words, code=0):
        result = CliRunner().invoke(cli, ["-C", str(tmp_path), "what-if", *words, "--as-of", "2026-03-31"])
        assert code == result.exit_code, result.output
        return result.output

    return call


def test_a_role_falls_with_its_only_holder_and_a_procedure_does_not(ask):
    """Ada does it too, as long as she can get the key."""
    said = ask("harbour", "--without", "ivo")

    assert "operator: nothing brings it back\n      is held by person 'ivo'; person 'ivo' is gone" in said
    assert "restore" not in said


def test_the_chain_is_told_to_its_end(ask):
    """Procedure, credential, vault, holder."""
    said = ask("harbour", "--without", "uma")

    assert "needs credential 'backup-key'; credential 'backup-key' is kept in Strongroom and can be fetched only by person 'uma'; person 'uma' is gone" in said
    assert "2026-04-01  restore" in said


def test_a_scenario_that_no_plan_names_is_run_all_the_same(ask):
    """The six of S2, with what each usually takes; this client has no transition plan at all."""
    said = ask("harbour")

    assert 6 == len([line for line in said.splitlines() if line.startswith("  ")])
    assert "provider-business-failure   1 service, 1 procedure, 1 role, 1 credential: 4 lost for good" in said


def test_every_single_point_is_ranked(ask):
    """What stops a critical service first."""
    said = ask("harbour", "--every-one").splitlines()

    assert "harbour: 4 single points of failure, worst first" == said[0]
    assert "    1  organisation:kestrel: 1 critical service" in said[1]
    assert "       cured by another company for Files" in said[2]


def test_json_says_the_same_to_programs(ask):
    """Ids, hours or null, and the reason."""
    data = json.loads(ask("harbour", "--scenario", "provider-business-failure", "--format", "json"))["harbour"][0]

    assert ["organisation:kestrel"] == data["removed"]
    assert [{"id": "files", "back_after_hours": None, "back": False, "through": None, "because": "is performed by the people of Kestrel; organisation 'kestrel' is gone"}] == [{name: value for name, value in one.items() if name != "why"} for one in data["lost"]["service"]]
    assert {"what": "service 'files'", "needs": "is performed by", "of": [
        {"what": "the people of Kestrel", "needs": "are the people of", "of": [{"what": "organisation 'kestrel'"}]}]} == data["lost"]["service"][0]["why"]
    assert [{"procedure": "restore", "first_missed": "2026-04-01"}] == data["lapses"]


@pytest.mark.parametrize("words, said", [
    (["--without", "kestrle"], ["has no person, organisation", "did you mean 'kestrel'?"]),
    (["--without", "site:kestrel"], ["harbour has no site 'kestrel'"]),
    (["--scenario", "pandemik"], ["has no scenario 'pandemik'", "did you mean 'pandemic'?"]),
    (["--scenario", "pandemic", "--every-one"], ["three different questions"]),
])
def test_a_wrong_question_is_answered_with_the_right_one(ask, words, said):
    """One line, what to do, exit code 1."""
    output = ask("harbour", *words, code=1)

    assert [] == [one for one in said if one not in output]


def test_an_id_that_two_things_have_must_say_which(tmp_path):
    """`person:north` or `site:north`."""
    plans = {**PLANS, HOME + "sites.yml": {"sites": {"ada": {"name": "Ada House", "owner": "harbour", "operated_by": "harbour", "address": "1 Quay"}}}}
    (write_plans(tmp_path, plans) / "mkdocs.yml").touch()

    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "what-if", "--without", "ada"])

    assert 1 == result.exit_code
    assert "say which: person:ada or site:ada" in result.output


def test_plans_that_can_not_be_read_are_no_answer(tmp_path):
    """A loss computed from half a binder would be a lie."""
    (write_plans(tmp_path, {**PLANS, HOME + "sites.yml": "sites: [\n"}) / "mkdocs.yml").touch()

    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "what-if"])

    assert 1 == result.exit_code
    assert "the plans can not be read" in result.output
