namespace Moltbot.Policy.Access.Admission;

/// <summary>The kinds of update a platform sends. Every one of them passes the same door (attack C5).</summary>
public enum UpdateKind
{
    Message,
    Edit,
    Command,
    Reaction,

    /// <summary>A pressed button or another answer to something the assistant showed.</summary>
    Interaction,

    /// <summary>Joins, leaves, title changes, pins and the like.</summary>
    Membership,
}
