using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Gateway.Channels.Api;

namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>
/// The Bot API (https://core.telegram.org/bots/api) as far as a channel needs it. This file is the transport; each area has its own.
/// Safe for concurrent use. Calls throw only when the caller cancels.
/// </summary>
public sealed partial class TelegramApi : IDisposable
{
    private readonly HttpClient http;
    private readonly TelegramApiOptions options;
    private readonly TimeProvider time;

    /// <param name="options">The bot and its endpoint.</param>
    /// <param name="handler">The connections to use, see <see cref="ChannelHttp"/>; stays the caller's.</param>
    /// <param name="time">The clock for time-outs.</param>
    /// <exception cref="ArgumentException">The endpoint or the handler is not fit to be given a token.</exception>
    public TelegramApi(TelegramApiOptions options, SocketsHttpHandler handler, TimeProvider time)
    {
        if (TelegramApiOptions.ProblemWith(options.ApiRoot) is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        ChannelHttp.Require(handler);
        this.options = options;
        this.time = time;
        http = new HttpClient(new BotTokenHandler(options.ApiRoot, options.Token, handler), disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.MaxResponseBytes,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private Task<ApiResult<TResult>> Call<TRequest, TResult>(
        string method,
        TRequest body,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<ApiResponse<TResult>> responseType,
        CancellationToken cancellation,
        TimeSpan waiting = default)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, requestType));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Send(method, content, responseType, waiting, cancellation);
    }

    private Task<ApiResult<TResult>> Call<TResult>(
        string method, JsonTypeInfo<ApiResponse<TResult>> responseType, CancellationToken cancellation) =>
        Send(method, null, responseType, default, cancellation);

    private async Task<ApiResult<TResult>> Send<TResult>(
        string method, HttpContent? content, JsonTypeInfo<ApiResponse<TResult>> responseType, TimeSpan waiting, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.CallTimeout + waiting, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{options.ApiRoot.Scheme}://{options.ApiRoot.Authority}/bot/{method}"))
        {
            Content = content,
        };
        request.Options.Set(BotTokenHandler.Method, method);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            return Read(method, response.StatusCode, bytes, responseType);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Fail<TResult>(ApiErrorKind.Unknown, method, 0, $"no answer within {(options.CallTimeout + waiting).TotalSeconds:0} s");
        }
        catch (HttpRequestException error) when (error.InnerException is PrivateAddressException refused)
        {
            return Fail<TResult>(ApiErrorKind.Unknown, method, 0, refused.Message);
        }
        catch (HttpRequestException error) when (!cancellation.IsCancellationRequested)
        {
            return Fail<TResult>(TransportErrors.KindOf(error.HttpRequestError), method, 0, $"the connection failed: {error.HttpRequestError}");
        }
        catch (IOException) when (!cancellation.IsCancellationRequested)
        {
            return Fail<TResult>(ApiErrorKind.Unknown, method, 0, "the connection broke");
        }
    }

    private ApiResult<TResult> Read<TResult>(
        string method, HttpStatusCode status, byte[] bytes, JsonTypeInfo<ApiResponse<TResult>> responseType)
    {
        ApiResponse<TResult>? answer;
        try
        {
            answer = JsonSerializer.Deserialize(bytes, responseType);
        }
        catch (JsonException)
        {
            answer = null;
        }

        var code = (int)status;
        if (answer is { Ok: true, Result: { } result } && code is >= 200 and < 300)
        {
            return ApiResult<TResult>.Success(result);
        }

        if (answer is not { Ok: false, ErrorCode: { } errorCode })
        {
            // Whoever wrote this was not the Bot API, or it broke half-way: only a 4xx says for sure that nothing happened.
            var kind = code is >= 400 and < 500 ? KindOf(code) : ApiErrorKind.Unknown;
            return Fail<TResult>(kind, method, code, $"unreadable answer of {bytes.Length} bytes with HTTP status {code}", isForeign: true);
        }

        return Fail<TResult>(
            KindOf(errorCode), method, errorCode, answer.Description ?? $"error {errorCode}",
            answer.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400)) : null,
            answer.Parameters?.MigrateToChatId);
    }

    private ApiResult<TResult> Fail<TResult>(
        ApiErrorKind kind, string method, int code, string description, TimeSpan? retryAfter = null, long? migrateTo = null, bool isForeign = false)
    {
        var safe = options.Token.Redact(description);
        return ApiResult<TResult>.Failure(
            new ApiError(kind, method, code, safe.Length > ApiError.MaxDescription ? safe[..ApiError.MaxDescription] : safe, retryAfter, migrateTo) { IsForeign = isForeign });
    }

    private static ApiErrorKind KindOf(int code) => code switch
    {
        401 or 404 => ApiErrorKind.Unauthorized,
        409 => ApiErrorKind.Conflict,
        429 => ApiErrorKind.RateLimited,
        >= 400 and < 500 => ApiErrorKind.Refused,
        _ => ApiErrorKind.Unknown,
    };
}
