namespace Moltbot.Policy.Access.Groups.Guilds;

/// <summary>What of a place an entry names.</summary>
public enum EntrySource
{
    /// <summary>Its id.</summary>
    Id,

    /// <summary>Its name, which somebody else may give to another place.</summary>
    Name,

    /// <summary>The id of the channel that a thread is in.</summary>
    ParentId,

    /// <summary>The name of the channel that a thread is in.</summary>
    ParentName,

    /// <summary>Every place.</summary>
    Wildcard,
}
