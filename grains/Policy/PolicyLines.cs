using System.Text.Json;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Access.Admission;
using Moltbot.Policy.Explanations;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Explanations;

namespace Moltbot.Grains.Policy;

/// <summary>Between what policy says of its rules and the messages that carry it.</summary>
internal static class PolicyLines
{
    public static PolicyLine Of(ToolLayerReport report) =>
        Line(NameOf(report.Layer), report.Word, report.Reason, report.Key, report.Entry, report.Change);

    public static PolicyLine Of(AdmissionStep step) =>
        Line(NameOf(step.Gate), step.Word, step.Reason, step.Key, step.Entry, step.Change);

    public static string NameOf(ToolLayer layer) => Words(layer.ToString());

    public static string NameOf(AdmissionGate gate) => Words(gate.ToString());

    private static PolicyLine Line(string rule, RuleWord word, string reason, string? key, string? entry, ConfigChange? change) => new()
    {
        Rule = rule,
        Says = word switch { RuleWord.Allows => "allows", RuleWord.Refuses => "refuses", _ => "nothing" },
        Reason = reason,
        Key = key,
        Entry = entry,
        Change = change is null ? null : new PolicyChange
        {
            Do = change.Kind switch { ConfigChangeKind.Add => "add", ConfigChangeKind.Remove => "remove", _ => "set" },
            Key = change.Key,
            Value = change.Value,
        },
    };

    private static string Words(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
