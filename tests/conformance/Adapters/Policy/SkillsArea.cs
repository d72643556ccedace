using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Answers;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>skills_plugins, the skills of seed_rules, and how the head of a Markdown file is read.</summary>
public sealed class SkillsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("skill frontmatter", Head),
        new("shouldIncludeSkill", static input => Eligibility(input).IsEligible),
        new("isConfigPathTruthy", static input => SkillEligibility.IsSet(new ConfigSection(input.Get("config") ?? default), input.Text("path")!)),

        // What a case does not ask about it does not compare.
        new("yamlSkill", Answer) { Same = static (expected, actual) => expected is JsonObject asked && asked.All(each => CaseComparison.AreEqual(each.Value, actual?[each.Key])) },
        new("parseFrontmatter", static input => Texts(FrontMatter.Read(input.Arg("content", 0).AsText()!).Values)),
        new("parseFrontmatterBlock", static input => Texts(FrontMatter.Read(input.Arg("content", 0).AsText()!).Values)),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonObject Head(JsonElement input)
    {
        var head = FrontMatter.Read(input.Text("content")!);
        var invocation = SkillInvocation.Read(head.Values.GetValueOrDefault("user-invocable"), head.Values.GetValueOrDefault("disable-model-invocation"));
        var metadata = SkillMetadata.Read(head.Values.GetValueOrDefault("metadata"), out _);
        return new JsonObject
        {
            ["frontmatter"] = Texts(head.Values),
            ["metadata"] = metadata is null ? null : new JsonObject { ["install"] = new JsonArray([.. metadata.Install.Select(Install)]) },
            ["invocation"] = new JsonObject { ["userInvocable"] = invocation.ByUser, ["disableModelInvocation"] = !invocation.ByModel },
        };
    }

    private static JsonObject Install(SkillInstall way) => new()
    {
        ["kind"] = way.Kind,
        ["id"] = way.Id,
        ["label"] = way.Label,
        ["bins"] = way.Bins.ToJson(),
        ["formula"] = way.Formula,
        ["package"] = way.Package,
        ["module"] = way.Module,
        ["url"] = way.Url,
    };

    /// <summary>Where a case has a node, that node has all that the skill asks for.</summary>
    private static SkillEligibility Eligibility(JsonElement input)
    {
        var skill = input.Get("skill")!.Value;
        var metadata = skill.Get("metadata") is { } said ? SkillMetadata.Read($"{{\"openclaw\":{said.GetRawText()}}}", out _) : null;
        var hasNode = input.Get("remote") is not null;
        return SkillEligibility.Of(
            skill.Text("name")!, skill.Text("source") == "openclaw-bundled", metadata, new ConfigSection(input.Get("config") ?? default),
            new SkillPlace(hasNode ? ["linux", .. metadata?.Os ?? []] : ["linux"], _ => hasNode));
    }

    /// <summary>A skill of a case is JSON, and so is YAML.</summary>
    private static JsonObject Answer(JsonElement input)
    {
        var file = new SkillFile(SkillFolder.AnswersFile, Encoding.UTF8.GetBytes(input.Get("skill")!.Value.GetRawText()));
        var (folder, problems) = SkillFolder.Read([file]);
        if (folder?.Answering is not { } skill)
        {
            throw new InvalidOperationException(string.Join('\n', problems));
        }

        if (skill.Match(input.Text("text")!) is not { } match)
        {
            return new JsonObject { ["matched"] = false };
        }

        var entry = new JsonObject { ["config"] = new JsonObject { ["user"] = JsonNode.Parse(input.Get("user")!.Value.GetRawText()) } };
        using var json = JsonDocument.Parse(entry.ToJsonString());
        var run = new SkillRun(skill, match, new SkillFacts { Message = input.Text("text")!, Now = DateTimeOffset.UnixEpoch, Entry = new ConfigSection(json.RootElement) });
        return run.Next() switch
        {
            SkillStep.Call call => new JsonObject
            {
                ["matched"] = true,
                ["call"] = new JsonObject { ["type"] = "api_call", ["url"] = call.Request.Url, ["params"] = Texts(call.Request.Params) },
            },
            SkillStep.Failure failure => new JsonObject { ["matched"] = true, ["error"] = failure.Error },
            var other => throw new InvalidOperationException(other.GetType().Name),
        };
    }

    private static JsonObject Texts(IEnumerable<KeyValuePair<string, string>> texts) => new(texts.Select(static each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));
}
