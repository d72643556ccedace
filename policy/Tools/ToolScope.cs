using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Policy.Tools;

/// <summary>The rules that hold in one situation. Immutable; a decision allocates nothing.</summary>
public sealed class ToolScope
{
    private readonly ToolRule[] _rules;
    private readonly ToolVocabulary _vocabulary;

    internal ToolScope(IEnumerable<ToolRule> rules, ToolVocabulary vocabulary)
    {
        _rules = [.. rules];
        _vocabulary = vocabulary;
    }

    /// <summary>The rules, in the order of their layers.</summary>
    internal IReadOnlyList<ToolRule> Rules => _rules;

    /// <summary>Whether a tool may be used.</summary>
    /// <param name="name">Any name of it, in any case.</param>
    public ToolDecision Decide(ReadOnlySpan<char> name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > ToolNames.MaxLength)
        {
            return default;
        }

        Span<char> lowered = stackalloc char[ToolNames.MaxLength];
        lowered = lowered[..trimmed.ToLowerInvariant(lowered)];
        return _vocabulary.TryNumber(lowered, out var number) ? DecideKnown(number) : DecideUnknown(lowered);
    }

    private ToolDecision DecideKnown(int number)
    {
        var followsExec = false;
        foreach (var rule in _rules)
        {
            var ruling = rule.Judge(number);
            if (ruling == ToolRuling.Refused)
            {
                return new ToolDecision(false, rule.Layer);
            }

            followsExec |= ruling == ToolRuling.AllowedWithExec;
        }

        return followsExec && FirstThatDeniesExec() is { } refusing ? new ToolDecision(false, refusing.Layer) : new ToolDecision(true, null);
    }

    private ToolDecision DecideUnknown(ReadOnlySpan<char> name)
    {
        foreach (var rule in _rules)
        {
            if (rule.JudgeUnknown(name) == ToolRuling.Refused)
            {
                return new ToolDecision(false, rule.Layer);
            }
        }

        return new ToolDecision(true, null);
    }

    // Who came in behind exec leaves with it, whichever layer sends it away.
    private ToolRule? FirstThatDeniesExec()
    {
        foreach (var rule in _rules)
        {
            if (rule.DeniesExec)
            {
                return rule;
            }
        }

        return null;
    }
}
