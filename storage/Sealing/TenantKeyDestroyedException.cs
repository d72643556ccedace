namespace Moltbot.Storage.Sealing;

/// <summary>The tenant's data key was destroyed, and its data with it.</summary>
public sealed class TenantKeyDestroyedException(string tenant)
    : Exception($"The data key of tenant '{tenant}' was destroyed; its data cannot be read or written.")
{
    public string Tenant { get; } = tenant;
}
