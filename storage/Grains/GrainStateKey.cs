using Orleans.Runtime;

namespace Moltbot.Storage.Grains;

/// <summary>Primary key of a state's row. The tenant is what stands before the first slash of the grain's key.</summary>
internal readonly record struct GrainStateKey(string Tenant, string GrainType, string GrainKey, string StateName)
{
    /// <summary>The name under which its payload is sealed, within the tenant.</summary>
    public string RowId => Sealing.RowId.Of(GrainType, GrainKey, StateName);

    public static GrainStateKey Of(string stateName, GrainId grainId)
    {
        var key = grainId.Key.ToString()!;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return new GrainStateKey(slash < 0 ? key : key[..slash], grainId.Type.ToString()!, key, stateName);
    }
}
