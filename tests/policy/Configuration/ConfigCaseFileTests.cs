using Moltbot.Conformance;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Tests.Cases;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>The files of cases about configuration and models.</summary>
public sealed class ConfigCaseFileTests(ITestOutputHelper output)
{
    private static readonly ICaseArea[] Areas =
    [
        new ConfigTextArea(), new ConfigValidationArea(), new ConfigReloadArea(), new ConfigViewsArea(), new ModelsArea(),
    ];

    [Theory]
    [InlineData("config_text")]
    [InlineData("config_validation")]
    [InlineData("config_reload")]
    [InlineData("models_auth")]
    [InlineData("from_tests_config")]
    [InlineData("from_tests_agents_models")]
    public void Every_case_is_answered(string file)
    {
        var run = CaseRun.Of(file, Areas);
        output.WriteLine($"{file}: {run.Passed} of {run.Total} passed, {run.Different} differ on purpose");
        run.Failures.ShouldBeEmpty(string.Join('\n', run.Failures));
        run.NotCovered.ShouldBe(NotCovered.Functions.GetValueOrDefault(file, []), ignoreOrder: true);
    }

    [Fact]
    public void Retry_settings_of_gateway_misc_are_answered()
    {
        var run = CaseRun.Of("gateway_misc", new ConfigViewsArea());
        run.Failures.ShouldBeEmpty(string.Join('\n', run.Failures));
        run.Passed.ShouldBeGreaterThan(0);
        run.NotCovered.ShouldNotContain("resolveRetryConfig");
    }
}
