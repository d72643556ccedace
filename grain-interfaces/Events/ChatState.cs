namespace Moltbot.GrainInterfaces.Events;

/// <summary>The state of a chat message.</summary>
[GenerateSerializer, Alias("moltbot.ChatState")]
public enum ChatState
{
    /// <summary>More text; may be dropped for a slow client.</summary>
    Delta = 0,

    /// <summary>The message is whole.</summary>
    Final = 1,

    /// <summary>The run was aborted.</summary>
    Aborted = 2,

    /// <summary>The run failed.</summary>
    Error = 3,
}
