using System.Net.Http.Headers;
using System.Text.Json;
using Moltbot.Models.Providers;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Transport;

/// <summary>Builds the <see cref="ModelException"/>s of one provider; the one place where their messages are worded.</summary>
internal sealed class ModelFailures(ModelProviderOptions provider, ProviderErrorParser parser)
{
    public ModelException FromStatus(
        string model, int status, ReadOnlySpan<byte> body, HttpResponseHeaders headers, DateTimeOffset now)
    {
        var error = parser.Parse(body);
        if (status is >= 300 and < 400)
        {
            return Create(model, "answered with a redirect, which is not followed: a credential belongs to its baseUrl",
                null, error, status, isTransient: false);
        }

        var reason = FailureClassifier.Classify(status, error);
        var wait = RetryAfterHeader.Read(headers, now);
        return Create(model, Phrase(reason), reason, error, status, FailureClassifier.IsTransient(status, reason, wait), wait);
    }

    /// <summary>A failure told inside a stream that had begun well; its status was 200, so the text alone decides.</summary>
    public ModelException FromStream(string model, WireErrorException failure)
    {
        var error = parser.From(failure.Code, failure.Text);
        var reason = FailureClassifier.Classify(null, error) ?? ModelFailureReason.Server;
        return Create(model, Phrase(reason), reason, error, null, isTransient: false);
    }

    public ModelException ContentType(string model, string? mediaType, ReadOnlySpan<byte> body)
    {
        // Some servers answer 200 with an error object; what it says is more than "not a stream".
        var error = mediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) ?? false ? parser.Parse(body) : ProviderError.None;
        var reason = FailureClassifier.Classify(null, error) ?? ModelFailureReason.Format;
        return Create(model, "answered with something else than text/event-stream", reason, error, 200, isTransient: false);
    }

    public ModelException Timeout(string model, string what, Exception? inner) =>
        Create(model, what, ModelFailureReason.Timeout, ProviderError.None, null, isTransient: false, inner: inner);

    public ModelException ClosedEarly(string model, Exception? inner = null) => Create(
        model, "closed the connection before the answer was complete", ModelFailureReason.Server, ProviderError.None, null,
        isTransient: false, inner: inner);

    public ModelException Garbage(string model, JsonException inner) => Create(
        model, "streamed something that is not what its API promises", ModelFailureReason.Format, ProviderError.None, null,
        isTransient: false, inner: inner);

    public ModelException TooLong(string model, StreamLimitException inner) => Create(
        model, inner.Message, ModelFailureReason.Format, ProviderError.None, null, isTransient: false, inner: inner);

    public ModelException CircuitOpen(string model, TimeSpan? wait) => Create(
        model, "failed too often lately and is left alone for a moment", ModelFailureReason.Server,
        new ProviderError(CircuitOpenCode, null), null, isTransient: false, wait);

    public ModelException Connect(string model, HttpRequestException inner) => inner.GetBaseException() is PrivateAddressException
        ? Create(model, "has a baseUrl whose address is not public, which needs the operator's permission", null,
            ProviderError.None, null, isTransient: false, inner: inner)
        : Create(model, $"could not be reached ({inner.HttpRequestError})", ModelFailureReason.Server, ProviderError.None, null,
            isTransient: true, inner: inner);

    /// <summary>The <see cref="ModelException.Code"/> of a call that was not sent because the circuit is open.</summary>
    public const string CircuitOpenCode = "circuit_open";

    private ModelException Create(
        string model, string what, ModelFailureReason? reason, ProviderError error, int? status, bool isTransient,
        TimeSpan? retryAfter = null, Exception? inner = null) =>
        new(Message(what, error, status), inner)
        {
            Reason = reason,
            Status = status,
            RetryAfter = retryAfter,
            Code = error.Code,
            Detail = error.Text,
            IsContextOverflow = FailureClassifier.IsContextOverflow(error),
            IsTransient = isTransient,
            Provider = provider.Id,
            Model = model,
        };

    private string Message(string what, ProviderError error, int? status)
    {
        var facts = string.Join(", ", new[] { status is { } s ? $"HTTP {s}" : null, error.Code }.Where(f => f is not null));
        return $"Model provider {provider.Id} {what}{(facts.Length > 0 ? $" ({facts})" : "")}.";
    }

    private static string Phrase(ModelFailureReason? reason) => reason switch
    {
        ModelFailureReason.Billing => "says that there is no credit left",
        ModelFailureReason.RateLimit => "is limiting requests or overloaded",
        ModelFailureReason.Auth => "refused the credential",
        ModelFailureReason.Timeout => "did not answer in time",
        ModelFailureReason.Format => "did not accept the request",
        ModelFailureReason.Server => "failed",
        _ => "answered with an error",
    };
}
