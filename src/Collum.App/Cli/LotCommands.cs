using System.CommandLine;
using Collum.Clinic.Stock;

namespace Collum.App.Cli;

static class LotCommands
{
    static readonly Argument<string> Number = new("lot") { Description = "The lot number; spaces, hyphens and case do not matter." };

    static readonly Option<string?> Product = new("--product") { Description = "Only this product's lot of that number.", HelpName = "ID" };

    public static Noun Lot() => new("lot", "Lots of toxin and who had them.",
        new Verb("patients", "List everybody for whom a lot was opened, corrected entries too.", "collum lot patients C7714A --json", PatientsAsync, Number, Product, Shared.Data));

    static async Task<int> PatientsAsync(Call call)
    {
        var database = await call.Composition.OpenAsync(call.Value(Shared.Data), call.Cancel);
        var product = call.Value(Product) is { } id ? Options.Product(id, call.Medicine).Id : null;
        var found = await new Lots(call.Composition.Practice(database)).PatientsAsync(call.Value(Number), product, call.Cancel);
        return call.Answer(new { lot = call.Value(Number), patients = found }, to =>
        {
            if (found.Count == 0)
            {
                to.WriteLine("Nobody on record had this lot.");
                return;
            }

            var table = new TextTable("Date", "Chart", "Patient", "Product", "Vials", "Opened U", "Entry", "");
            foreach (var p in found)
                table.Row($"{p.Date:yyyy-MM-dd}", p.ChartId, p.Name, p.Product, p.Vials, p.OpenedU, p.Treatment, p.Superseded ? "corrected later: no longer stands under this lot" : "");
            to.Write(table);
        });
    }
}
