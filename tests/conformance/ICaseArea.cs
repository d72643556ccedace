using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance;

/// <summary>One area of the cases: which of our functions answers which of the original's.</summary>
public interface ICaseArea
{
    /// <summary>The functions this area answers.</summary>
    IEnumerable<CaseFunction> Functions { get; }

    /// <summary>Where we answer otherwise on purpose.</summary>
    IEnumerable<Difference> Differences { get; }
}

/// <summary>Answers the cases of one function; an exception is the answer <c>{throws: message}</c>.</summary>
/// <param name="Name">The case's <c>fn</c>.</param>
/// <param name="Run">From a case's <c>input</c> to the answer; null stands for undefined too.</param>
public sealed record CaseFunction(string Name, Func<JsonElement, JsonNode?> Run)
{
    /// <summary>
    /// Whether the answer (second) is the expected one (first). By structure; a function whose wording is free leaves the
    /// wording out.
    /// </summary>
    public Func<JsonNode?, JsonNode?, bool> Same { get; init; } = CaseComparison.AreEqual;

    /// <summary>The area of case files this holds for, where another area has an other function of this name; null = every area.</summary>
    public string? Area { get; init; }
}

/// <summary>A deliberate difference: a rule over function and input, so that it holds for cases not seen before.</summary>
/// <param name="Function">The case's <c>fn</c>.</param>
/// <param name="AppliesTo">Whether the rule covers this input.</param>
/// <param name="Reason">Why we differ, as it stands in docs/differences.md.</param>
public sealed record Difference(string Function, Func<JsonElement, bool> AppliesTo, string Reason);
