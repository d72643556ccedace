namespace Moltbot.Models.Search;

/// <summary>By whose account a search is made.</summary>
/// <param name="Service">Who is asked.</param>
/// <param name="ApiKey">The key, which goes to that service only.</param>
public sealed record SearchAccount(SearchService Service, string ApiKey)
{
    /// <summary>Where Perplexity is asked; null for where its key is from.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Perplexity's model.</summary>
    public string Model { get; init; } = "perplexity/sonar-pro";

    /// <summary>From the beginning to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
