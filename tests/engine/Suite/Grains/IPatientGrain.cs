namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IPatientGrain : IGrainWithStringKey
{
    /// <summary>Arrives at the gate "in key", waits for the token and then arrives at "cancelled key".</summary>
    Task Wait(CancellationToken cancellationToken);

    /// <summary>Whether its token can fire, and had not.</summary>
    Task<bool> Look(string word, CancellationToken cancellationToken = default);

    /// <summary>Never answers until the gate opens.</summary>
    [ResponseTimeout("00:00:05")]
    Task Hang(string gate);
}
