using System.Text;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Queue;

/// <summary>The texts made from what waited.</summary>
public static class QueuedText
{
    private const int SummaryLineLength = 140;
    private const string CollectTitle = "[Queued messages while agent was busy]";

    /// <summary>One line for a message that gave way.</summary>
    public static string SummaryLine(string text)
    {
        var cleaned = CharacterRuns.OneBlank(text).Trim();
        return cleaned.Length <= SummaryLineLength ? cleaned : TextPrefix.Of(cleaned, SummaryLineLength - 1).TrimEnd() + "…";
    }

    /// <summary>The note about messages that gave way; null when none did.</summary>
    /// <param name="dropped">How many there were.</param>
    /// <param name="lines">Their lines, as far as kept.</param>
    public static string? Summary(int dropped, IReadOnlyCollection<string> lines)
    {
        if (dropped <= 0)
        {
            return null;
        }

        var text = new StringBuilder($"[Queue overflow] Dropped {dropped} message{(dropped == 1 ? "" : "s")} due to cap.");
        if (lines.Count > 0)
        {
            text.Append("\nSummary:");
            foreach (var line in lines)
            {
                text.Append("\n- ").Append(line);
            }
        }

        return text.ToString();
    }

    /// <summary>The prompt of the one turn that answers all that waited.</summary>
    public static string Collect(IReadOnlyList<string> prompts, string? summary)
    {
        var blocks = new List<string> { CollectTitle };
        if (summary is not null)
        {
            blocks.Add(summary);
        }

        blocks.AddRange(prompts.Select((prompt, index) => $"---\nQueued #{index + 1}\n{prompt}".Trim()));
        return string.Join("\n\n", blocks);
    }
}
