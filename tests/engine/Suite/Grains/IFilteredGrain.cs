namespace Moltbot.Engine.Tests.Suite.Grains;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> Double(int number);

    /// <summary>The claim that the grain sees, and what a grain that it calls sees.</summary>
    Task<(string? Own, string? Next)> Claims(string next);

    Task<string?> Claim();

    /// <summary>The grain's own filter refuses this.</summary>
    Task Refused();

    Task SetClaim(string value);
}
