using Orleans.Concurrency;

namespace Moltbot.Embedded.Tests.Support;

public interface IProbeGrain : IGrainWithStringKey
{
    /// <summary>Counts in the grain's memory.</summary>
    Task<int> Count();

    Task<Guid> Activation();

    /// <summary>Keeps the grain busy until the test lets it go.</summary>
    Task<Guid> Hold(string name);

    /// <summary>Notes its number in the order of running.</summary>
    Task Note(string name, int number);

    [AlwaysInterleave]
    ValueTask<int> Ping();
}
