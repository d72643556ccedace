using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Sandboxes;

/// <summary>
/// The sandboxes that the tenant's connected runners keep. Nothing of them is stored here: each question goes to the runners.
/// Key: <see cref="GrainKey.ForTenant"/>.
/// </summary>
[Alias("moltbot.ISandboxesGrain")]
public interface ISandboxesGrain : IGrainWithStringKey
{
    /// <summary>Those that are meant, runner by runner. One that does not answer in time is told with why not.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("List")]
    Task<IReadOnlyList<RunnerSandboxes>> List(SandboxQuery query);

    /// <summary>Ends the programs in those that are meant and throws their folders away, so that the next call finds new ones.</summary>
    /// <param name="query">Which.</param>
    /// <param name="force">Whether also those that a call is being made in; the call is cancelled.</param>
    [Access(Scope.Admin), AlwaysInterleave, Alias("Recreate")]
    Task<IReadOnlyList<RunnerSandboxes>> Recreate(SandboxQuery query, bool force);
}
