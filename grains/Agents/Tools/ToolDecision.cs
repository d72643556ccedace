namespace Moltbot.Grains.Agents.Tools;

/// <summary>What policy says of a tool call.</summary>
internal enum ToolDecision
{
    /// <summary>It does not run; the model is told why.</summary>
    Refuse,

    /// <summary>A person is asked first.</summary>
    Ask,

    /// <summary>It runs.</summary>
    Run,

    /// <summary>It was allowed before and perhaps begun; it does not run again by itself.</summary>
    Unknown,
}
