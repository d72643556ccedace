using System.Text.Json.Nodes;
using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Scanning;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>The report as clients, the command line and the database have it.</summary>
public sealed class SkillReportJsonTests
{
    private static readonly SkillReport Report = new()
    {
        Name = "n",
        Description = "d",
        Kind = SkillKind.Answers,
        Hash = "h",
        Files = [new SkillReportFile("skill.yaml", 3, "s")],
        Triggers = ["hello", "hi"],
        Hosts = ["a.example"],
        Programs = ["jq"],
        Secrets = ["A_KEY"],
        Tools = ["read"],
        Findings =
        [
            new SkillFinding(SkillSeverity.Danger, "text.hidden", "skill.yaml", 2, "odd"), new SkillFinding(SkillSeverity.Warning, "w", "f", 1, "t"),
            new SkillFinding(SkillSeverity.Note, "o", "f", 0, "u"),
        ],
    };

    [Fact]
    public void Every_part_of_a_report_has_its_name() => JsonNode.DeepEquals(SkillReportJson.Of(Report), JsonNode.Parse("""
        {
          "name": "n", "description": "d", "kind": "answers", "hash": "h", "files": [{"path": "skill.yaml", "size": 3, "sha256": "s"}],
          "triggers": ["hello", "hi"], "hosts": ["a.example"], "programs": ["jq"], "secrets": ["A_KEY"], "tools": ["read"],
          "findings": [
            {"severity": "danger", "rule": "text.hidden", "file": "skill.yaml", "line": 2, "text": "odd"},
            {"severity": "warning", "rule": "w", "file": "f", "line": 1, "text": "t"},
            {"severity": "note", "rule": "o", "file": "f", "line": 0, "text": "u"}
          ]
        }
        """)).ShouldBeTrue(SkillReportJson.Of(Report).ToJsonString());

    [Fact]
    public void A_skill_for_a_model_is_one_of_words() =>
        SkillReportJson.Of(Report with { Kind = SkillKind.Words, Files = [], Findings = [] }).ToJsonString()
            .ShouldBe("""{"name":"n","description":"d","kind":"words","hash":"h","files":[],"triggers":["hello","hi"],"hosts":["a.example"],"programs":["jq"],"secrets":["A_KEY"],"tools":["read"],"findings":[]}""");

    [Fact]
    public void The_worst_of_the_findings_is_the_reports()
    {
        Report.Worst.ShouldBe(SkillSeverity.Danger);
        (Report with { Findings = [Report.Findings[2], Report.Findings[1]] }).Worst.ShouldBe(SkillSeverity.Warning);
        (Report with { Findings = [] }).Worst.ShouldBeNull();
    }
}
