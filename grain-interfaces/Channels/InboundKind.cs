namespace Moltbot.GrainInterfaces.Channels;

/// <summary>The kinds of update.</summary>
[GenerateSerializer, Alias("moltbot.InboundKind")]
public enum InboundKind
{
    /// <summary>A kind nobody knows; it is confirmed and has no effect.</summary>
    Unknown = 0,

    /// <summary>A message.</summary>
    Message = 1,

    /// <summary>A message was changed.</summary>
    Edit = 2,

    /// <summary>A reaction.</summary>
    Reaction = 3,

    /// <summary>A button was pressed.</summary>
    Button = 4,

    /// <summary>Somebody joined, left, or changed the bot's standing.</summary>
    Membership = 5,

    /// <summary>The platform itself delivered a command; its text is the command as it would be typed.</summary>
    Command = 6,

    /// <summary>A message was taken away; its sender is who had written it.</summary>
    Deletion = 7,
}
