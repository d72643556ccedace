namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>The permission to make one call of a route.</summary>
internal sealed class RestTurn(RestLimits limits, RestRoute route, RateBucket bucket) : IDisposable
{
    private bool ended;

    public RestRoute Route => route;

    /// <summary>What it was taken from; only its owner may touch it.</summary>
    internal RateBucket Bucket => bucket;

    /// <summary>The call was answered.</summary>
    public void Answered(RateHeaders said, int status, TimeSpan? retryAfter)
    {
        if (status == 429)
        {
            limits.Refused(this, said, retryAfter ?? said.RetryAfter ?? TimeSpan.FromSeconds(1));
        }

        if (status is 401 or 403 || (status == 429 && !said.IsShared))
        {
            limits.Invalid();
        }

        End(said);
    }

    /// <summary>Without an answer.</summary>
    public void Dispose() => End(null);

    private void End(RateHeaders? said)
    {
        if (!ended)
        {
            ended = true;
            limits.Leave(this, said);
        }
    }
}
