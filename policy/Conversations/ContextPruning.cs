using System.Globalization;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Tools.Patterns;
using Moltbot.Policy.Values;

namespace Moltbot.Policy.Conversations;

/// <summary>
/// Makes old results of tools shorter in a prompt (runtime.md §9): first to their beginning and end, then, where that is not enough, to a
/// line that says so, the oldest first.
/// </summary>
public static class ContextPruning
{
    /// <summary>Characters of a token, as the original reckons here.</summary>
    private const long CharactersPerToken = 4;

    /// <summary>What is made shorter; empty for nothing.</summary>
    /// <param name="pieces">The conversation, oldest first.</param>
    /// <param name="window">The model's window, tokens.</param>
    /// <param name="config">What is configured.</param>
    public static IReadOnlyList<ShortenedResult> Of(IReadOnlyList<PromptPiece> pieces, int window, ContextPruningConfig config)
    {
        var room = window * CharactersPerToken;
        var total = pieces.Sum(static piece => (long)piece.Characters);
        if (!config.Enabled || room <= 0 || total < room * config.SoftTrimRatio)
        {
            return [];
        }

        var shortened = new SortedDictionary<int, string>();
        var touchable = Touchable(pieces, config);
        foreach (var index in touchable)
        {
            if (Trimmed(pieces[index].Text!, config) is { } trimmed)
            {
                total += trimmed.Length - pieces[index].Text!.Length;
                shortened[index] = trimmed;
            }
        }

        if (config.HardClears && touchable.Sum(LengthOf) >= config.MinPrunableToolChars)
        {
            foreach (var index in touchable)
            {
                if (total < room * config.HardClearRatio)
                {
                    break;
                }

                if (LengthOf(index) > config.Placeholder.Length)
                {
                    total += config.Placeholder.Length - LengthOf(index);
                    shortened[index] = config.Placeholder;
                }
            }
        }

        return [.. shortened.Select(static each => new ShortenedResult(each.Key, each.Value))];

        long LengthOf(int index) => shortened.TryGetValue(index, out var text) ? text.Length : pieces[index].Text!.Length;
    }

    /// <summary>The results that may be touched: between a person's first message and the assistant's last ones, of tools that the lists let.</summary>
    private static List<int> Touchable(IReadOnlyList<PromptPiece> pieces, ContextPruningConfig config)
    {
        var first = 0;
        while (first < pieces.Count && pieces[first].Kind != PieceKind.User)
        {
            first++;
        }

        var allow = Patterns(config.Allow);
        var deny = Patterns(config.Deny);
        var end = EndOf(pieces, config.KeepLastAssistants);
        var indexes = new List<int>();
        for (var index = first; index < end; index++)
        {
            var tool = (pieces[index].Tool ?? "").ToLowerInvariant();
            if (pieces[index] is { Kind: PieceKind.ToolResult, Text: not null } && deny?.Matches(tool) != true && allow?.Matches(tool) != false)
            {
                indexes.Add(index);
            }
        }

        return indexes;
    }

    /// <summary>The number of the first message that stays as it is; 0 where the assistant has not spoken as often yet.</summary>
    private static int EndOf(IReadOnlyList<PromptPiece> pieces, int keptAssistants)
    {
        if (keptAssistants <= 0)
        {
            return pieces.Count;
        }

        var left = keptAssistants;
        for (var index = pieces.Count - 1; index >= 0; index--)
        {
            if (pieces[index].Kind == PieceKind.Assistant && --left == 0)
            {
                return index;
            }
        }

        return 0;
    }

    private static string? Trimmed(string text, ContextPruningConfig config)
    {
        if (text.Length <= config.SoftTrimMaxChars || (long)config.SoftTrimHeadChars + config.SoftTrimTailChars >= text.Length)
        {
            return null;
        }

        var head = config.SoftTrimHeadChars == 0 ? "" : TextPrefix.Of(text, config.SoftTrimHeadChars);
        var tail = text.Length - config.SoftTrimTailChars;
        tail += tail < text.Length && char.IsLowSurrogate(text[tail]) ? 1 : 0;
        var trimmed = string.Create(
            CultureInfo.InvariantCulture,
            $"{head}\n...\n{text.AsSpan(tail)}\n\n[Tool result trimmed: kept first {config.SoftTrimHeadChars} chars and last {config.SoftTrimTailChars} chars of {text.Length} chars.]");
        return trimmed.Length < text.Length ? trimmed : null;
    }

    private static PatternSet? Patterns(IReadOnlyList<string> names) =>
        names.Select(static name => name.Trim().ToLowerInvariant()).Where(static name => name.Length > 0).ToList() is { Count: > 0 } named ? PatternSet.Of(named) : null;
}
