using System.Text.Json.Nodes;

namespace ComfyStudio.Bench.Measuring;

/// <summary>What a run found: tables and remarks for people, and as the last line one JSON object for machines.</summary>
internal sealed class Report(IReadOnlyList<Table> tables, IReadOnlyList<string> remarks, JsonObject figures)
{
    public void Print()
    {
        Console.WriteLine();
        foreach (var table in tables)
            table.Print();
        foreach (var remark in remarks)
            Console.WriteLine(remark);
        Console.WriteLine();
        figures["machine"] = Machine.Figures();
        Console.WriteLine(figures.ToJsonString());
    }
}
