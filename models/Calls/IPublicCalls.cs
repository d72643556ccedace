namespace Moltbot.Models.Calls;

/// <summary>Calls services of the open internet, and no others.</summary>
public interface IPublicCalls
{
    /// <summary>Makes a call once and gives the text of a successful answer.</summary>
    /// <exception cref="PublicCallException">It was not made, or not answered with success in time and within the limit.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<string> SendAsync(PublicCall call, CancellationToken cancellationToken);
}
