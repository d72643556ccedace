using System.Globalization;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Ends what would go on for ever: a run that calls too much, or does the same again and again.</summary>
internal sealed class CallLimits
{
    /// <summary>How often a model may ask for tools in one run. Arbitrary: far above what any task of a chat needs.</summary>
    internal const int MaxRounds = 25;

    /// <summary>Calls of one run. Arbitrary, as above.</summary>
    internal const int MaxCalls = 100;

    /// <summary>The same call, one after the other. Arbitrary: somebody who waits for something looks a few times.</summary>
    internal const int MaxSame = 3;

    /// <summary>Refusals after which the run is ended: a model that keeps asking for what it cannot have would go on for ever.</summary>
    internal const int MaxRefusals = 3;

    private int _rounds;
    private int _calls;
    private int _same;
    private int _refusals;
    private (string Name, string Arguments) _last;

    /// <summary>Why the run ends here, for the person; null when it may go on.</summary>
    public string? NextRound() => _refusals >= MaxRefusals
        ? "(Stopped: the assistant kept asking for tools that it may not use.)"
        : ++_rounds > MaxRounds
            ? string.Create(CultureInfo.InvariantCulture, $"(Stopped after {MaxRounds} rounds of tools.)")
            : null;

    /// <summary>Why a call is not even judged, for the model; null when it is.</summary>
    public string? RefusalOf(ToolCall call)
    {
        // To look at a program again is to wait for it, which the rounds of a run end.
        _same = _last == (call.Name, call.ArgumentsJson) && call.Name != RunnerTool.Programs ? _same + 1 : 1;
        _last = (call.Name, call.ArgumentsJson);
        return ++_calls > MaxCalls
            ? string.Create(CultureInfo.InvariantCulture, $"this run made {MaxCalls} calls; answer with what you know")
            : _same > MaxSame
                ? string.Create(CultureInfo.InvariantCulture, $"the same call was made {MaxSame} times in a row; do something else or answer")
                : null;
    }

    /// <summary>A call was refused.</summary>
    public void Refused() => _refusals++;
}
