using Moltbot.Policy.Models;

namespace Moltbot.Policy.Tests.Models;

public sealed class FailoverPolicyTests
{
    [Fact]
    public void A_persons_own_abort_is_no_reason_to_try_another_model() =>
        FailoverPolicy.Classify(new ModelFailure("The operation was aborted", IsAbort: true)).ShouldBeNull();

    [Theory]
    [InlineData("request was aborted", null)]
    [InlineData("aborted", "deadline exceeded")]
    public void An_abort_by_a_time_limit_is_a_timeout(string message, string? cause) =>
        FailoverPolicy.Classify(new ModelFailure(message, IsAbort: true, Cause: cause)).ShouldBe(FailoverReason.Timeout);

    [Fact]
    public void The_status_counts_before_the_text() =>
        FailoverPolicy.Classify(new ModelFailure("rate limit", Status: 402)).ShouldBe(FailoverReason.Billing);

    [Fact]
    public void A_broken_connection_is_a_timeout() =>
        FailoverPolicy.Classify(new ModelFailure("socket hang up", Code: "econnreset")).ShouldBe(FailoverReason.Timeout);

    [Theory]
    [InlineData("prompt is too long: 210000 tokens", true)]
    [InlineData("413 Payload too large", true)]
    [InlineData("rate limit exceeded", false)]
    [InlineData(null, false)]
    public void A_conversation_that_is_too_long_is_told_apart(string? message, bool expected) =>
        FailureTexts.IsContextOverflow(message).ShouldBe(expected);
}
