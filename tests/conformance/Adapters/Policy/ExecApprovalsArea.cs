using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.Environment;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Exec.Programs;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>exec_approvals, from_tests_exec, and the approval rules of commands and seed_rules: when a person is asked, how, and who is told.</summary>
public sealed class ExecApprovalsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("minSecurity", input => ExecWords.Of(ExecWords.Min(Security(input.Arg("a", 0)), Security(input.Arg("b", 1))))),
        new("maxAsk", input => ExecWords.Of(ExecWords.Max(Ask(input.Arg("a", 0)), Ask(input.Arg("b", 1))))),
        new("requiresExecApproval", input =>
        {
            var one = input.One();
            return ApprovalNeed.Requires(
                Ask(one.Get("ask")), Security(one.Get("security")), one.Flag("analysisOk") ?? false, one.Flag("allowlistSatisfied") ?? false);
        }),
        new("resolveExecApprovalsFromFile", Resolve),
        new("shouldForwardExecApproval", input =>
            ApprovalForwarding.Applies(Forwarding(input.Get("config")), input.Get("request").Text("agentId"), input.Get("request").Text("sessionKey"))),
        new("execApprovalForwarder", Forward),
        new("execApprovalForwarder.expiry", input =>
        {
            var request = new ApprovalRequestText("a-1", "ls -la", (long)(input.Number("expiresInMs") ?? 0));
            return new JsonArray(request.Requested(0), ApprovalRequestText.Expired(request.Id));
        }),
        new("approve decision aliases", _ => new JsonObject(
        [
            .. ApprovalDecisions.Aliases.Where(alias => alias.Value != ApprovalDecision.AllowSession)
                .Select(alias => KeyValuePair.Create(alias.Key, (JsonNode?)ApprovalDecisions.Of(alias.Value))),
        ])),
        new("handleApproveCommand", Approve) { Same = Within },
        new("approvalMode", Mode),
        new("approvalTimeout", Timeout) { Same = Within },
    ];

    public IEnumerable<Difference> Differences => [];

    private static ExecSecurity Security(JsonElement? word) => ExecWords.Security(word.AsText()) ?? default;

    private static ExecAsk Ask(JsonElement? word) => ExecWords.Ask(word.AsText()) ?? default;

    private static JsonNode? Resolve(JsonElement input)
    {
        var document = (input.Get("file") is { } file ? ExecDocumentJson.Read(file) : null) ?? ExecDocument.Empty;
        var overrides = input.Get("overrides");
        var caller = new ExecDefaults(
            ExecWords.Security(overrides.Text("security")), ExecWords.Ask(overrides.Text("ask")), ExecWords.Security(overrides.Text("askFallback")), overrides.Flag("autoAllowSkills"));
        var rules = document.For(input.Text("agentId"), caller);
        return new JsonObject
        {
            ["defaults"] = Settings((ExecDocument.Empty with { Defaults = document.Defaults }).For(null, caller)),
            ["agent"] = Settings(rules),
            ["allowlist"] = rules.Allowlist.Select(entry => entry.Pattern).ToJson(),
        };
    }

    private static JsonObject Settings(ExecRules rules) => new()
    {
        ["security"] = ExecWords.Of(rules.Security),
        ["ask"] = ExecWords.Of(rules.Ask),
        ["askFallback"] = ExecWords.Of(rules.AskFallback),
        ["autoAllowSkills"] = rules.AutoAllowSkills,
    };

    private static ApprovalsConfig Forwarding(JsonElement? config) => config is { } exec
        ? ConfigLoader.Load(new ConfigSource("case", $$"""{ "approvals": { "exec": {{exec.GetRawText()}} } }"""), new ConfigLoadOptions()).Config!.Approvals
        : new ApprovalsConfig();

    private static JsonNode? Forward(JsonElement input)
    {
        var config = Forwarding(input.Get("config"));
        var outer = input.Get("request") ?? default;
        var request = outer.Get("request");
        var shown = new ApprovalRequestText(outer.Text("id") ?? "", request.Text("command") ?? "", (long)(outer.Number("expiresAtMs") ?? 0))
        {
            Cwd = request.Text("cwd"),
            Host = request.Text("host"),
            AgentId = request.Text("agentId"),
            Security = request.Text("security"),
            Ask = request.Text("ask"),
        }.Shown()!;
        if (!ApprovalForwarding.Applies(config, request.Text("agentId"), request.Text("sessionKey")))
        {
            return new JsonArray();
        }

        var session = input.Get("sessionTarget") is { } target
            ? new ApprovalTarget(target.Text("channel") ?? "", target.Id("to") ?? "", target.Text("accountId"), target.Id("threadId"))
            : null;
        var targets = ApprovalForwarding.Targets(config, session);
        List<string> texts = [shown.Requested((long)(input.Number("nowMs") ?? 0))];
        if (ApprovalDecisions.Parse(input.Text("decision") ?? "") is { } decision)
        {
            texts.Add(ApprovalRequestText.Resolved(shown.Id, decision, input.Text("resolvedBy")));
        }

        return new JsonArray([.. texts.SelectMany(text => targets.Select(each => (JsonNode?)new JsonObject
        {
            ["channel"] = each.Channel,
            ["to"] = each.To,
            ["threadId"] = each.ThreadId,
            ["text"] = text,
        }))]);
    }

    private static JsonNode? Approve(JsonElement input)
    {
        if (Moltbot.Policy.Commands.ChatCommands.Resolve(input.Text("body") ?? "") is not { Command.Key: "approve" } found)
        {
            return null;
        }

        var answer = new JsonObject { ["shouldContinue"] = false };
        if (input.Flag("authorized") == true && ApproveCommand.Parse(found.Arguments) is null)
        {
            answer["reply"] = new JsonObject { ["text"] = ApproveCommand.Usage };
        }

        return answer;
    }

    /// <summary>Each call of a conversation is decided; what is asked about is answered as a chat answers, and remembered.</summary>
    private static JsonNode? Mode(JsonElement input)
    {
        var settings = new ExecToolSettings("gateway", null, null, ApprovalMode.Parse(input.Text("mode")), SafeBinSettings.Resolve([]));
        var sessions = input.Texts("sessions");
        var answers = new Queue<string>(input.Texts("decisions") ?? []);
        var document = ExecDocument.Empty;
        var remembered = new HashSet<string>(StringComparer.Ordinal);
        var asked = new List<bool>();
        foreach (var (place, call) in (input.Get("calls") is { } calls ? calls.EnumerateArray().ToList() : []).Index())
        {
            var command = call.ValueKind == JsonValueKind.Object ? call.Text("command") ?? "" : call.GetString() ?? "";
            var session = call.ValueKind == JsonValueKind.Object ? call.Text("session") ?? call.Text("sessionKey") ?? "" : sessions?.ElementAtOrDefault(place) ?? "";
            var plan = Plan(command, session);
            var decision = ExecPolicy.Decide(plan, settings, new ExecWish(), document, remembered.Contains(plan.Hash()));
            asked.Add(decision.Outcome == ExecOutcome.Ask);
            if (decision.Outcome != ExecOutcome.Ask || !answers.TryDequeue(out var word) || ApproveCommand.Parse("a1 " + word) is not { } answer)
            {
                continue;
            }

            switch (decision.Offer.Read(answer.Word))
            {
                case ApprovalDecision.AllowSession:
                    remembered.Add(plan.Hash());
                    break;
                case ApprovalDecision.AllowAlways:
                    document = document.Allow(plan.AgentId, decision.Remember, plan.Text, 0);
                    break;
            }
        }

        return new JsonObject { ["asked"] = new JsonArray([.. asked.Select(each => (JsonNode?)each)]) };
    }

    private static ExecPlan Plan(string command, string session)
    {
        var read = CommandLine.Read(command);
        return new ExecPlan
        {
            Analysis = read,
            Programs = read.Segments.Select(segment => segment.Program).Distinct(StringComparer.Ordinal).ToDictionary(
                word => word, word => new ResolvedProgram("/usr/bin/" + word, "/usr/bin/" + word, new string('a', 64)), StringComparer.Ordinal),
            Cwd = "/work",
            Environment = ExecEnvironment.Of([]),
            Host = "gateway",
            AgentId = "main",
            SessionKey = session,
            SessionId = session,
            AskedBy = "case",
        };
    }

    private static JsonNode? Timeout(JsonElement input)
    {
        var wait = input.Number("timeoutMs") is { } given ? TimeSpan.FromMilliseconds(given) : ApprovalsConfig.DefaultTimeout;
        var isLate = input.Number("answerAfterMs") is not { } after || ApprovalLife.IsOver(ApprovalLife.ExpiresAt(0, wait), (long)after);
        var decision = isLate ? null : ApprovalDecisions.Parse(input.Text("answer") ?? "");
        return new JsonObject
        {
            ["timeoutMs"] = wait.TotalMilliseconds,
            ["decision"] = decision is { } made ? ApprovalDecisions.Of(made) : null,
            ["runs"] = decision is not null and not ApprovalDecision.Deny,
        };
    }

    private static bool Within(JsonNode? expected, JsonNode? actual) => expected is JsonObject wanted && actual is JsonObject given
        ? wanted.All(property => CaseComparison.AreEqual(property.Value, given[property.Key]))
        : CaseComparison.AreEqual(expected, actual);
}
