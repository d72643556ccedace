using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Moltbot.Embedded.Generator;

/// <summary>A diagnostic in a form that compares by value.</summary>
internal sealed record Problem(string Id, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Problem At(ISymbol symbol, DiagnosticDescriptor rule, params object[] arguments)
    {
        var location = symbol.Locations.FirstOrDefault(place => place.IsInSource) ?? Location.None;
        var lines = location.GetLineSpan();
        var message = string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.MessageFormat.ToString(), arguments);
        return new(rule.Id, message, lines.Path ?? "", location.SourceSpan, lines.Span);
    }

    public Diagnostic ToDiagnostic()
    {
        var descriptor = new DiagnosticDescriptor(Id, Rules.Title, "{0}", Rules.Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
        return Diagnostic.Create(descriptor, Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines), Message);
    }
}
