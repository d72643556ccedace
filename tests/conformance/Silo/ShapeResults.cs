using Moltbot.Conformance.Adapters.Protocol;
using Moltbot.Conformance.Cases;

namespace Moltbot.Conformance.Silo;

/// <summary>protocol_schemas: what our shapes take and refuse, and whether what the gateway sent fits them.</summary>
internal static class ShapeResults
{
    internal static FileResult Of(CaseFile file, ShapeWitness witness)
    {
        try
        {
            return new FileResult(file.Name, [.. SchemaCheck.Run(file.Text).Select(verdict => Of(verdict, witness))]);
        }
        catch (FormatException e)
        {
            return new FileResult(file.Name, [new CaseResult("-", "shape", CaseStatus.Failed) { Detail = e.Message }]);
        }
    }

    private static CaseResult Of(SchemaVerdict verdict, ShapeWitness witness)
    {
        if (verdict.IsUnknown)
        {
            return new CaseResult(verdict.Name, verdict.Name, CaseStatus.NotCovered);
        }

        var mismatch = verdict.Mismatch ?? witness.MisfitOf(verdict.Name);
        return new CaseResult(verdict.Name, "shape", mismatch is null ? CaseStatus.Passed : CaseStatus.Failed) { Detail = mismatch };
    }
}
