using Polly;
using Polly.Retry;

namespace Moltbot.Gateway.Channels.Api;

/// <summary>Repeats what may be repeated (asking, never sending) until it succeeds, and says each time that it did not.</summary>
internal sealed class ApiRetry
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly ResiliencePipeline pipeline;

    /// <param name="time">The clock.</param>
    /// <param name="failed">Told of every failure in a row: which one it is, from 1, and what went wrong.</param>
    public ApiRetry(TimeProvider time, Func<int, ApiError, ValueTask> failed)
    {
        pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = First,
            MaxDelay = Longest,
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(ErrorOf(arguments.Outcome) is not null),
            DelayGenerator = arguments => ValueTask.FromResult(DelayAfter(ErrorOf(arguments.Outcome))),
            OnRetry = arguments => failed(arguments.AttemptNumber + 1, ErrorOf(arguments.Outcome)!),
        }).Build();
    }

    public async Task<T> Until<T>(Func<CancellationToken, Task<ApiResult<T>>> call, CancellationToken stop)
    {
        var result = await pipeline.ExecuteAsync(async token => await call(token), stop);
        return result.Value!;
    }

    private static ApiError? ErrorOf(Outcome<object> outcome) => (outcome.Result as IApiResult)?.Error;

    /// <summary>Null leaves it to the growing pause.</summary>
    private static TimeSpan? DelayAfter(ApiError? error) => error switch
    {
        { RetryAfter: { } asked } => asked,

        // Only a new token helps, and that starts the account anew.
        { Kind: ApiErrorKind.Unauthorized } => Longest,
        _ => null,
    };
}
