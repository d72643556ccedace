using Moltbot.Policy.Tools;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Entries of tool lists that fit no tool: what was to be denied is not, and an allow list of such entries allows nothing.</summary>
internal static class ToolNamesCheck
{
    public static IEnumerable<Finding> Run(Patient patient)
    {
        foreach (var (key, entries) in patient.Document is { } document ? ToolListReview.Unmatched(document) : [])
        {
            yield return Finding.Warn(
                "tools.names", $"{key} names no tool there is: {string.Join(", ", entries)}", "correct the name, or leave the entry out; policy explain TOOL shows what counts");
        }
    }
}
