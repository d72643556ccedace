namespace Moltbot.Policy.Explanations;

/// <summary>What a change does to the value of a key.</summary>
public enum ConfigChangeKind
{
    /// <summary>Adds an entry to a list; the list is made when there is none.</summary>
    Add,

    /// <summary>Removes an entry from a list.</summary>
    Remove,

    /// <summary>Sets the value.</summary>
    Set,
}
