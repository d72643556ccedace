using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>
/// Discord's REST API, version 10 (https://discord.com/developers/docs), as far as a channel needs it. This file is the transport; each area
/// has its own. Safe for concurrent use. Calls throw only when the caller cancels, and nothing here repeats one.
/// </summary>
internal sealed partial class DiscordApi : IDisposable
{
    // Discord refuses programs that do not name themselves in this form.
    private const string UserAgent = "DiscordBot (https://molt.bot, 1.0)";
    private readonly HttpClient http;
    private readonly DiscordApiOptions options;
    private readonly RestLimits limits;
    private readonly TimeProvider time;

    /// <param name="options">The bot and its endpoint.</param>
    /// <param name="handler">The connections to use, see <see cref="ChannelHttp"/>; stays the caller's.</param>
    /// <param name="limits">The bot's limits.</param>
    /// <param name="time">The clock for time-outs.</param>
    /// <exception cref="ArgumentException">The handler is not fit to be given a token.</exception>
    public DiscordApi(DiscordApiOptions options, SocketsHttpHandler handler, RestLimits limits, TimeProvider time)
    {
        ChannelHttp.Require(handler);
        this.options = options;
        this.limits = limits;
        this.time = time;
        http = new HttpClient(new DiscordTokenHandler(options.ApiRoot, options.Token, handler), disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxResponseBytes,
        };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
    }

    /// <summary>Waits for the turn to make a call, for callers that have to know whether a call has left when they are stopped.</summary>
    public Task<RestTurn> Enter(RestRoute route, CancellationToken cancellation) => limits.Enter(route, cancellation);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static ByteArrayContent Body<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<ApiResult<T>> Call<T>(RestRoute route, HttpContent? content, JsonTypeInfo<T>? answer, CancellationToken cancellation)
    {
        using var turn = await limits.Enter(route, cancellation);
        return await Call(turn, content, answer, cancellation);
    }

    /// <param name="turn">The turn to use; ended when this returns.</param>
    /// <param name="content">The body.</param>
    /// <param name="answer">How to read the answer; null when its body does not matter (then <typeparamref name="T"/> is <c>bool</c>).</param>
    /// <param name="cancellation">Gives up waiting for the answer.</param>
    private async Task<ApiResult<T>> Call<T>(RestTurn turn, HttpContent? content, JsonTypeInfo<T>? answer, CancellationToken cancellation)
    {
        var route = turn.Route;
        if (limits.Shut is var shut && shut > TimeSpan.Zero)
        {
            turn.Dispose();
            return Fail<T>(route, ApiErrorKind.RateLimited, 0, "too many calls were refused; the bot waits before Discord shuts out this address", shut);
        }

        using var deadline = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = new HttpRequestMessage(
            route.Verb, new Uri($"{options.ApiRoot.Scheme}://{options.ApiRoot.Authority}/{route.Template.Replace('{', '(').Replace('}', ')')}"));
        request.Content = content;
        request.Options.Set(DiscordTokenHandler.Path, route.Path);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            return Read(turn, response, bytes, answer);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Fail<T>(route, ApiErrorKind.Unknown, 0, $"no answer within {options.CallTimeout.TotalSeconds:0} s");
        }
        catch (HttpRequestException error) when (error.InnerException is PrivateAddressException refused)
        {
            return Fail<T>(route, ApiErrorKind.Unknown, 0, refused.Message);
        }
        catch (HttpRequestException error) when (!cancellation.IsCancellationRequested)
        {
            return Fail<T>(route, TransportErrors.KindOf(error.HttpRequestError), 0, $"the connection failed: {error.HttpRequestError}");
        }
        catch (IOException) when (!cancellation.IsCancellationRequested)
        {
            return Fail<T>(route, ApiErrorKind.Unknown, 0, "the connection broke");
        }
        finally
        {
            turn.Dispose();
        }
    }

    private ApiResult<T> Read<T>(RestTurn turn, HttpResponseMessage response, byte[] bytes, JsonTypeInfo<T>? answer)
    {
        var status = (int)response.StatusCode;
        var said = RateHeaders.Read(response.Headers);
        var failure = status >= 400 ? TryRead(bytes, DiscordJson.Default.RestFailure) : null;
        var retryAfter = status == 429 ? RateHeaders.Seconds(failure?.RetryAfter) ?? said.RetryAfter : null;
        turn.Answered(said with { IsGlobal = said.IsGlobal || failure?.Global == true }, status, retryAfter);
        if (status is >= 200 and < 300)
        {
            if (answer is null)
            {
                return ApiResult<T>.Success((T)(object)true);
            }

            return TryRead(bytes, answer) is { } value
                ? ApiResult<T>.Success(value)
                : Fail<T>(turn.Route, ApiErrorKind.Unknown, status, $"unreadable answer of {bytes.Length} bytes with HTTP status {status}");
        }

        var code = failure?.Code is > 0 and var told ? told : status;
        return Fail<T>(
            turn.Route, KindOf(status), code,
            failure?.Message ?? $"unreadable answer of {bytes.Length} bytes with HTTP status {status}", retryAfter, isForeign: failure is null);
    }

    private static T? TryRead<T>(byte[] bytes, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Not JSON, not of this shape, or a text that is not valid UTF-16 (a lone surrogate escape).
            return default;
        }
    }

    private ApiResult<T> Fail<T>(RestRoute route, ApiErrorKind kind, int code, string description, TimeSpan? retryAfter = null, bool isForeign = false)
    {
        var safe = options.Token.Redact(description);
        return ApiResult<T>.Failure(
            new ApiError(kind, route.Name, code, safe.Length > ApiError.MaxDescription ? safe[..ApiError.MaxDescription] : safe, retryAfter) { IsForeign = isForeign });
    }

    private static ApiErrorKind KindOf(int status) => status switch
    {
        401 => ApiErrorKind.Unauthorized,
        409 => ApiErrorKind.Conflict,
        429 => ApiErrorKind.RateLimited,
        >= 400 and < 500 => ApiErrorKind.Refused,
        _ => ApiErrorKind.Unknown,
    };
}
