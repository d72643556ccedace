using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Readiness;

/// <summary>Tries whether what grains have to keep can be kept now. Key: <see cref="GrainKey.ForTenant"/> of the installation's own tenant.</summary>
[Alias("moltbot.IStorageProbeGrain")]
public interface IStorageProbeGrain : IGrainWithStringKey
{
    /// <summary>Writes a small row; fails as the storage does. One write a call.</summary>
    [Access(CallerRole.Gateway), Alias("Write")]
    Task Write();
}
