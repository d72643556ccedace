namespace Moltbot.Policy.Tools.Explanations;

/// <summary>What a layer says of a tool.</summary>
public enum ToolWord
{
    /// <summary>Nothing: it is not set, or does not concern the situation.</summary>
    Nothing,

    Allows,
    Refuses,
}
