namespace Moltbot.GrainInterfaces.Channels;

/// <summary>The kinds of chat.</summary>
[GenerateSerializer, Alias("moltbot.ChatKind")]
public enum ChatKind
{
    /// <summary>One person and the bot.</summary>
    Direct = 0,

    /// <summary>A group.</summary>
    Group = 1,

    /// <summary>A channel.</summary>
    Channel = 2,
}
