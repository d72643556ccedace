using Moltbot.Grains.Agents.Tools;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Conversations;

namespace Moltbot.Grains.Sessions;

/// <summary>What a summary is made of.</summary>
internal static class SummaryMaterial
{
    /// <summary>Characters of one message that are shown. Arbitrary: what a person would skim of it.</summary>
    public const int MaxMessage = 12_000;

    /// <summary>The messages as material, oldest first; without the oldest where there is no room for all.</summary>
    /// <param name="entries">The messages, oldest first.</param>
    /// <param name="room">Characters that they may take.</param>
    public static IReadOnlyList<string> LinesOf(List<TranscriptEntry> entries, long room)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new LinkedList<string>();
        foreach (TranscriptEntry entry in entries)
        {
            foreach (ToolCall call in entry.Calls)
            {
                names[call.Id] = call.Name;
                Add("assistant", call.Name, call.ArgumentsJson);
            }

            switch (entry.Role)
            {
                case TranscriptEntry.ToolResult:
                    Add("tool", names.GetValueOrDefault(entry.CallId ?? "", "tool"), entry.PromptText ?? entry.Text);
                    break;
                case TranscriptEntry.User or TranscriptEntry.Assistant when entry.Calls.Count == 0:
                    Add(entry.Role, null, entry.PromptText ?? entry.Text);
                    break;
            }
        }

        while (room < 0 && lines.Count > 1)
        {
            room += lines.First!.Value.Length;
            lines.RemoveFirst();
        }

        return [.. lines];

        void Add(string from, string? tool, string text)
        {
            string line = SummaryText.Line(from, tool, text, MaxMessage);
            lines.AddLast(line);
            room -= line.Length;
        }
    }
}
