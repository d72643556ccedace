namespace Moltbot.Policy.Conversations;

/// <summary>What a message of a prompt is.</summary>
public enum PieceKind
{
    /// <summary>A person's words.</summary>
    User,

    /// <summary>The assistant's words or calls.</summary>
    Assistant,

    /// <summary>What a tool answered.</summary>
    ToolResult,
}
