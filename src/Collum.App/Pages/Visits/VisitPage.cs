using System.Globalization;
using System.Text.Json.Nodes;
using Collum.App.Http;
using Collum.Clinic;
using Collum.Clinic.Charts;
using Microsoft.AspNetCore.Components;

namespace Collum.App.Pages.Visits;

/// <summary>One step of a visit: a form over a document that the commands read too. What was just sent comes before what is stored.</summary>
public abstract class VisitPage : ComponentBase
{
    [Parameter]
    public string? Id { get; set; }

    [Parameter]
    public string? Date { get; set; }

    [CascadingParameter]
    public HttpContext? Context { get; set; }

    [Inject]
    private protected Practice Practice { get; init; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; init; } = null!;

    [Inject]
    private protected Words Words { get; init; } = null!;

    [Inject]
    private protected TimeProvider Clock { get; init; } = null!;

    protected ChartView? Chart { get; private set; }

    protected DateOnly Day { get; private set; }

    protected Posted? Posted { get; private set; }

    /// <summary>What the fields show.</summary>
    protected JsonObject Document { get; set; } = [];

    protected Medicine Medicine => Practice.Medicine;

    protected override async Task OnInitializedAsync()
    {
        if (Id is null || !ChartId.IsValid(Id) || !DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1900 or > 2199)
        {
            Navigation.NotFound();
            return;
        }

        try
        {
            Day = day;
            Posted = Posted.Of(Context);
            var chart = await Practice.OpenAsync(Id, Context?.RequestAborted ?? default);
            Chart = chart;
            Document = Posted?.Document ?? Stored(chart);
            Ready(chart);
            await ReadyAsync(chart);
        }
        catch (ChartNotFoundException)
        {
            Navigation.NotFound();
        }
    }

    /// <summary>What the chart holds for this step of this visit.</summary>
    protected abstract JsonObject Stored(ChartView chart);

    /// <summary>Works out what the page shows besides the fields.</summary>
    protected virtual void Ready(ChartView chart)
    {
    }

    /// <summary>As <see cref="Ready"/>, where something has to be fetched.</summary>
    protected virtual Task ReadyAsync(ChartView chart) => Task.CompletedTask;

    /// <summary>The value of a field as it was typed or stored; empty when nothing was.</summary>
    protected string Value(string path) => Find(path) is { } node
        ? node is JsonValue value && value.TryGetValue<decimal>(out var number) ? Words.Field(number) : node is JsonValue ? node.ToString() : ""
        : "";

    protected decimal? NumberAt(string path) => Find(path) is JsonValue value && value.TryGetValue<decimal>(out var number) ? number : null;

    protected bool Is(string path, string value) => Value(path) == value;

    protected JsonNode? Find(string path)
    {
        JsonNode? at = Document;
        foreach (var part in path.Split('/'))
            at = at switch
            {
                JsonObject o => o[part],
                JsonArray a when int.TryParse(part, CultureInfo.InvariantCulture, out var i) && i < a.Count => a[i],
                _ => null,
            };
        return at;
    }

    protected string Lines(string path) => Find(path) is JsonArray lines ? string.Join('\n', lines.Select(l => l?.ToString())) : "";

    /// <summary>Whether the field is the one that could not be read.</summary>
    protected bool IsWrong(string path) => Posted?.Trouble is { } e && e.Place == FormDocument.PlaceOf(path);

    protected static JsonObject Parsed(string json) => JsonNode.Parse(json)!.AsObject();
}
