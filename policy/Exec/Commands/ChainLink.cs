namespace Moltbot.Policy.Exec.Commands;

/// <summary>When a pipeline of a chain runs.</summary>
public enum ChainLink
{
    /// <summary>Whatever became of the one before (<c>;</c>), and the first one.</summary>
    Always,

    /// <summary>When the one before succeeded (<c>&amp;&amp;</c>).</summary>
    OnSuccess,

    /// <summary>When the one before failed (<c>||</c>).</summary>
    OnFailure,
}
