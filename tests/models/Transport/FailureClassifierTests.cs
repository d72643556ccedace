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
}
