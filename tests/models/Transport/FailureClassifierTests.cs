using System.Text.Json;
using Moltbot.Models.Providers;
using Moltbot.Models.Transport;

namespace Moltbot.Models.Tests.Transport;

public sealed class FailureClassifierTests
{
    [Fact]
    public void Texts_have_the_classes_of_the_cases()
    {
        var cases = Cases.Of("classifyFailoverReason").ToList();
        cases.Count.ShouldBeGreaterThan(10);
        foreach (var (input, expected) in cases)
        {
            var error = new ProviderError(null, input.GetProperty("message").GetString());

            FailureClassifier.Classify(null, error)?.Name().ShouldBe(expected.GetProperty("reason").GetString(), input.GetRawText());
            (FailureClassifier.Classify(null, error) is null)
                .ShouldBe(expected.GetProperty("reason").ValueKind == JsonValueKind.Null, input.GetRawText());
            FailureClassifier.IsContextOverflow(error).ShouldBe(expected.GetProperty("contextOverflow").GetBoolean(), input.GetRawText());
        }
    }

    [Theory]
    [InlineData(402, null, "rate limit", ModelFailureReason.Billing)]
    [InlineData(null, "econnreset", "socket hang up", ModelFailureReason.Timeout)]
    [InlineData(null, null, "request was aborted", ModelFailureReason.Timeout)]
    [InlineData(null, null, "answered 403", ModelFailureReason.Auth)]
    [InlineData(null, null, "billing: upgrade your plan", ModelFailureReason.Billing)]
    [InlineData(null, null, "see the billing page", null)]
    [InlineData(null, null, "image exceeds 5 MB (429)", null)]
    [InlineData(200, null, "the number 429", null)]
    public void Status_code_and_text_count_in_this_order(int? status, string? code, string text, ModelFailureReason? reason) =>
        FailureClassifier.Classify(status, new ProviderError(code, text)).ShouldBe(reason);

    [Theory]
    [InlineData("prompt is too long: 210000 tokens", true)]
    [InlineData("413 Payload too large", true)]
    [InlineData("rate limit exceeded", false)]
    [InlineData(null, false)]
    public void A_conversation_that_is_too_long_is_told_apart(string? text, bool expected) =>
        FailureClassifier.IsContextOverflow(new ProviderError(null, text)).ShouldBe(expected);
}
