using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Access.Groups;
using Moltbot.Policy.Access.Groups.Guilds;
using Moltbot.Policy.Access.Mentions;
using Moltbot.Policy.Access.Pairing;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Explanations;

namespace Moltbot.Policy.Tests.Access.Explanations;

/// <summary>What is asked and answered in the tests of explanations, each step of which is one line here.</summary>
internal static class ExplainedSteps
{
    /// <summary>
    /// Each step as <c>gate: reason [key] (entry) => change</c>; <c>+</c> before the one that lets the update in, <c>-</c> before the one
    /// that does not.
    /// </summary>
    internal static void Says(InboundUpdate update, AccessRules rules, params string[] steps) =>
        Lines(AdmissionExplanation.Of(update, rules, Keys(update.Channel, "{}"))).ShouldBe(steps);

    internal static AccessKeys Keys(string channel, string config) => new(ConfigDocument.Restore(config, "", 1).Channels, channel, "default");

    internal static IEnumerable<string> Lines(AdmissionExplanation explanation) => explanation.Steps.Select(static step =>
        (step.Word switch { RuleWord.Allows => "+ ", RuleWord.Refuses => "- ", _ => "" }) + $"{step.Gate}: {step.Reason}"
        + (step.Key is null ? "" : $" [{step.Key}]") + (step.Entry is null ? "" : $" ({step.Entry})")
        + (step.Change is { } change ? $" => {change.Kind} {change.Key} {change.Value}" : ""));

    internal static InboundUpdate Direct(UpdateKind kind = UpdateKind.Message, string? sender = "7", string channel = "telegram") =>
        new(channel, kind, false, new SenderIdentity(sender), null, null, false, new MentionFacts(true, false), false);

    internal static InboundUpdate Group(string id = "-1", string? topic = null, bool mentioned = false) =>
        new("telegram", UpdateKind.Message, true, new SenderIdentity("7"), id, topic, false, new MentionFacts(true, mentioned), false);

    internal static InboundUpdate Guild(GuildPlace? place, bool mentioned = false) =>
        new("discord", UpdateKind.Message, true, new SenderIdentity("7"), "5", null, false, new MentionFacts(true, mentioned), false, place);

    internal static AccessRules Rules() => new(DmPolicy.Pairing, [], new ApprovedSenders("telegram", []), GroupPolicy.Allowlist, null, GroupMap.Empty);

    internal static AccessRules GuildRules(params (string Id, GuildRule Rule)[] rules) => Rules() with { Guilds = new(Map(rules)) };

    internal static GroupMap Groups(params (string Id, GroupRule Rule)[] rules) => new(Map(rules));

    internal static Dictionary<string, T> Map<T>(params (string Id, T Rule)[] rules) =>
        rules.ToDictionary(static entry => entry.Id, static entry => entry.Rule, StringComparer.Ordinal);
}
