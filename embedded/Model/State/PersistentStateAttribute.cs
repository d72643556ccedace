namespace Orleans.Runtime;

/// <summary>Names the state and the storage (a keyed <see cref="Storage.IGrainStorage"/>) that a constructor parameter stands for.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    /// <summary>A state of that name in that storage, or in the default one.</summary>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    /// <summary>The state's name within the grain.</summary>
    public string StateName { get; }

    /// <summary>The storage's name.</summary>
    public string? StorageName { get; }
}
