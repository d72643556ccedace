using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Cases;

namespace Moltbot.Conformance.Tests;

public sealed class CaseJudgeTests
{
    [Fact]
    public void What_is_recommended_wins_over_what_was()
    {
        Judge("echo", """{"id":"1","fn":"echo","input":2,"expected":1,"recommended":2}""").Status.ShouldBe(CaseStatus.Passed);
        Judge("echo", """{"id":"1","fn":"echo","input":1,"expected":1,"recommended":2}""").Status.ShouldBe(CaseStatus.Failed);
    }

    [Fact]
    public void An_exception_is_an_answer()
    {
        Judge("throw", """{"id":"1","fn":"throw","input":"no","expected":{"throws":"no"}}""").Status.ShouldBe(CaseStatus.Passed);
        Judge("throw", """{"id":"1","fn":"throw","input":"no","expected":null}""").Status.ShouldBe(CaseStatus.Failed);
    }

    [Fact]
    public void A_function_without_counterpart_is_not_covered()
    {
        Judge("nobody", """{"id":"1","fn":"nobody","input":1,"expected":1}""").Status.ShouldBe(CaseStatus.NotCovered);
    }

    [Fact]
    public void A_rule_covers_only_what_is_answered_otherwise()
    {
        var different = Judge("echo", """{"id":"1","fn":"echo","input":7,"expected":1}""");
        different.Status.ShouldBe(CaseStatus.Different);
        different.Detail.ShouldBe("seven is ours");

        Judge("echo", """{"id":"1","fn":"echo","input":7,"expected":7}""").Status.ShouldBe(CaseStatus.Passed);
        Judge("echo", """{"id":"1","fn":"echo","input":"text","expected":7}""").Status.ShouldBe(CaseStatus.Failed);
    }

    [Fact]
    public void A_function_of_another_area_does_not_answer()
    {
        Judge("local", """{"id":"1","fn":"local","input":1,"expected":1}""", area: "elsewhere").Status.ShouldBe(CaseStatus.NotCovered);
        Judge("local", """{"id":"1","fn":"local","input":1,"expected":1}""", area: "here").Status.ShouldBe(CaseStatus.Passed);
    }

    [Fact]
    public void Two_answers_to_one_function_are_a_mistake()
    {
        Should.Throw<InvalidOperationException>(() => new CaseJudge([new Area(), new Area()])).Message.ShouldContain("echo");
    }

    [Fact]
    public void All_areas_together_answer_each_function_once() => _ = new CaseJudge(CaseAreas.All);

    private static CaseResult Judge(string function, string text, string area = "any")
    {
        using var document = JsonDocument.Parse(text);
        var read = ConformanceCase.Read(area, document.RootElement.Clone());
        read.Function.ShouldBe(function);
        return new CaseJudge([new Area()]).Judge(read);
    }

    private sealed class Area : ICaseArea
    {
        public IEnumerable<CaseFunction> Functions =>
        [
            new("echo", input => JsonNode.Parse(input.GetRawText())),
            new("throw", input => throw new InvalidOperationException(input.GetString())),
            new("local", input => JsonNode.Parse(input.GetRawText())) { Area = "here" },
        ];

        public IEnumerable<Difference> Differences => [new("echo", input => input.GetInt32() == 7, "seven is ours")];
    }
}
