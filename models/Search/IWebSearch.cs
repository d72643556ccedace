using Moltbot.Models.Calls;

namespace Moltbot.Models.Search;

/// <summary>Asks services what the web says.</summary>
public interface IWebSearch
{
    /// <summary>Asks once.</summary>
    /// <exception cref="PublicCallException">There was no answer in time, or it was none.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<SearchAnswer> SearchAsync(SearchAccount account, SearchQuery query, CancellationToken cancellationToken);
}
