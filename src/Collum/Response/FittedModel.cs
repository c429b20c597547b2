using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.Response;

/// <summary>One parameter of a fitted model.</summary>
public sealed record FittedParameter : Fact
{
    public required string Name { get; init; }

    public required string Text { get; init; }

    public required string Unit { get; init; }

    public required double Mean { get; init; }

    public required double Sd { get; init; }

    public required double Q025 { get; init; }

    public required double Q975 { get; init; }

    public required double Ess { get; init; }

    public required double Rhat { get; init; }
}

/// <summary>A population as fitted, with all that is needed to fit it again: a file of <c>data/models/</c>.</summary>
public sealed record FittedModel : KnowledgeFile
{
    /// <summary>Author, year and topic, as the file is called.</summary>
    public required string Id { get; init; }

    /// <summary>As given to <c>--model</c>.</summary>
    public required string Model { get; init; }

    public required string Product { get; init; }

    public required string Instrument { get; init; }

    /// <summary>Whom it is valid for.</summary>
    public required TextFact Population { get; init; }

    public required string DataSha256 { get; init; }

    public required long Seed { get; init; }

    public required int Chains { get; init; }

    public required int Warmup { get; init; }

    public required int DrawsPerChain { get; init; }

    public required int Divergences { get; init; }

    public required string ProgramVersion { get; init; }

    public required int Patients { get; init; }

    public required int Observations { get; init; }

    /// <summary>Doses that were given, product units; 0 is placebo. Empty in files that do not say.</summary>
    public IReadOnlyList<decimal> DosesU { get => field ?? []; init; }

    public required IReadOnlyList<FittedParameter> Parameters { get; init; }

    /// <summary>Posterior mean on the unbounded scale.</summary>
    public required IReadOnlyList<double> UnboundedMean { get; init; }

    /// <summary>Posterior covariance on the unbounded scale, row after row.</summary>
    public required IReadOnlyList<double> UnboundedCovariance { get; init; }

    /// <exception cref="KnowledgeException">The numbers cannot be a population's.</exception>
    public Population ToPopulation(string file)
    {
        try
        {
            return new(UnboundedMean, UnboundedCovariance);
        }
        catch (ArgumentException e)
        {
            throw new KnowledgeException(file, "unbounded_covariance", e.Message);
        }
    }

    static readonly (string Text, string Unit)[] Meanings =
    [
        ("mean severity without treatment", "points"), ("response that comes and goes with any injection, at its peak", "points"), ("log of the time from injection to peak", "log weeks"),
        ("log of the sharpness of the time course", "log 1"), ("between people: lasting difference of severity", "points"), ("between people: amplitude of the response", "points"),
        ("between people: log of the time scale", "1"), ("error of measurement", "points"), ("slow drift of severity within a person", "points"),
        ("log of the weeks after which drift correlates by 1/e", "log weeks"), ("largest effect of the toxin", "points"), ("log of the dose with half of it", "log U of the product"),
        ("degrees of freedom with which people differ in how much they vary", "1"),
    ];

    /// <summary>The file of a fit of the default model.</summary>
    public static FittedModel Of(PopulationFit fit, string id, Product product, string source, string populationText, DateOnly read, string hash, long seed, int warmup, string programVersion, int patients, int observations, IReadOnlyList<decimal> dosesU)
    {
        var population = Response.Population.Of(fit.Draws);
        return new()
        {
            Title = $"{id}: response over time, fitted", Read = read, NeedsClinicalSignOff = true, Id = id, Model = fit.Model.Name, Product = product.Id, Instrument = "twstrs",
            Population = new() { Text = populationText, Source = source, Status = FactStatus.Computed }, DataSha256 = hash, Seed = seed, Chains = fit.Draws.Chains.Count, Warmup = warmup,
            DrawsPerChain = fit.Draws.Chains[0].Count, Divergences = fit.Draws.Divergences, ProgramVersion = programVersion, Patients = patients, Observations = observations, DosesU = dosesU,
            Parameters = [.. fit.Parameters.Select((p, i) => new FittedParameter
            {
                Name = p.Name, Text = Meanings[i].Text, Unit = Meanings[i].Unit, Mean = Short(p.Mean), Sd = Short(p.Sd), Q025 = Short(p.Q025), Q975 = Short(p.Q975),
                Ess = Math.Round(p.Ess), Rhat = Math.Round(p.Rhat, 4), Source = source, Status = FactStatus.Computed,
            })],
            UnboundedMean = [.. population.Mean.Select(Short)], UnboundedCovariance = [.. population.Covariance.Select(Short)],
        };
    }

    // Eight digits: more than the sampler knows, fewer than would make two machines differ in print.
    static double Short(double x) => x == 0 ? 0 : Math.Round(x, Math.Clamp(7 - (int)Math.Floor(Math.Log10(Math.Abs(x))), 0, 15));
}

/// <summary>What is supposed of a product that no patient-level fit here covers.</summary>
public sealed record ProductPrior : Fact
{
    public required string Product { get; init; }

    /// <summary>A usual session in the product's own units, around which its own half-dose is looked for.</summary>
    public required decimal UsualSessionU { get; init; }

    /// <summary>log(half-dose / usual session).</summary>
    public required double LogRatioMean { get; init; }

    public required double LogRatioSd { get; init; }

    /// <summary>Added to the log time to peak of the fitted population.</summary>
    public required double LogPeakShiftMean { get; init; }

    public required double LogPeakShiftSd { get; init; }

    /// <summary>Doses of the arms that the half-dose rests on, product units; empty where it rests on none.</summary>
    public IReadOnlyList<decimal> DosesU { get => field ?? []; init; }

    public required string Text { get; init; }

    /// <summary>The same product before any arm: what is supposed may rest on the very arms that are weighed.</summary>
    public ProductPrior Wide() => this with { LogRatioMean = 0.23, LogRatioSd = 1, LogPeakShiftMean = 0, LogPeakShiftSd = 0.4 };
}

/// <summary>An instrument that a forecast takes.</summary>
public sealed record InstrumentLoading : Fact
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required double Slope { get; init; }

    public required double OffsetSd { get; init; }

    public required double Error { get; init; }

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>Scores of so many days count as one, their mean: days in a row resemble each other more than the model's error of measurement allows for. 0 counts each.</summary>
    public int DaysAsOne { get; init; }

    public required string Text { get; init; }

    public Loading ToLoading() => Id == Loading.Total.Id ? Loading.Total : new(Id, Slope, OffsetSd, Error);
}

/// <summary>When an effect counts as worn off.</summary>
public sealed record WearingOffDefinition : Fact
{
    public required string Id { get; init; }

    public required double ShareLeft { get; init; }

    public required string Text { get; init; }
}

/// <summary>Products, instruments and definitions of forecasts: <c>data/response/forecast.json</c>.</summary>
public sealed record ForecastFile : KnowledgeFile
{
    /// <summary>Id of the fitted model that forecasts start from.</summary>
    public required string Model { get; init; }

    public required IReadOnlyList<ProductPrior> Products { get; init; }

    public required IReadOnlyList<InstrumentLoading> Instruments { get; init; }

    public required IReadOnlyList<WearingOffDefinition> WearingOff { get; init; }

    /// <summary>Fewer scores after the last session than this, and the curve is mostly the population's.</summary>
    public required int LittleData { get; init; }

    public required ForecastDoubt Doubt { get; init; }
}

/// <summary>When a forecast says that it is not to be trusted, or what it does not know.</summary>
public sealed record ForecastDoubt : Fact
{
    /// <summary>A smaller share of the population than this has scores so far from what is expected: the forecast is not to be trusted.</summary>
    public required double LeastShare { get; init; }

    /// <summary>The population had one session each; from so many on, that one person's sessions are alike is said to be supposed.</summary>
    public required int ManySessions { get; init; }

    /// <summary>Toxin of another product so long before the first session may still work then.</summary>
    public required int WeeksRemembered { get; init; }

    public required string Text { get; init; }
}

/// <summary>Everything that forecasts start from.</summary>
public sealed class ResponseTable
{
    public ResponseTable(IReadOnlyList<(string File, FittedModel Model)> models, string file, ForecastFile forecast)
    {
        Forecast = forecast;
        Models = models.ToDictionary(m => m.Model.Id, m => m.Model, StringComparer.Ordinal);
        foreach (var (path, model) in models)
        {
            if (path != $"models/{model.Id}.json")
                throw new KnowledgeException(path, "id", $"'{model.Id}' is not what the file is called");
            model.ToPopulation(path);
        }

        if (!Models.ContainsKey(forecast.Model))
            throw new KnowledgeException(file, "model", $"'{forecast.Model}' is no file of models/");
        if (forecast.WearingOff.Count == 0 || forecast.WearingOff.Any(w => w.ShareLeft is not (> 0 and < 1)))
            throw new KnowledgeException(file, "wearing_off", "needs at least one definition, with a share between 0 and 1");
        if (forecast.Instruments.Any(i => !(i.Slope > 0) || !(i.Error > 0) || i.OffsetSd < 0 || !(i.Max > i.Min) || i.DaysAsOne is < 0 or > 366))
            throw new KnowledgeException(file, "instruments", "a slope and an error above 0 and a range are needed");
        Instruments = forecast.Instruments.ToDictionary(i => i.Id, StringComparer.Ordinal);
        WearingOff = forecast.WearingOff.ToDictionary(w => w.Id, StringComparer.Ordinal);
    }

    public ForecastFile Forecast { get; }

    public IReadOnlyDictionary<string, FittedModel> Models { get; }

    public IReadOnlyDictionary<string, InstrumentLoading> Instruments { get; }

    public IReadOnlyDictionary<string, WearingOffDefinition> WearingOff { get; }

    /// <summary>Products that a model speaks of. What is supposed of others is relative to the product that the knowledge's own model was fitted to, so beside a fit of another product nothing is.</summary>
    public IEnumerable<string> ProductsOf(FittedModel model) => IsOwn(model) ? [model.Product, .. Forecast.Products.Select(p => p.Product)] : [model.Product];

    bool IsOwn(FittedModel model) => model.Product == Models[Forecast.Model].Product;

    /// <summary>What is supposed of a product that a model was not fitted to; null for the fitted one.</summary>
    public ProductPrior? SupposedOf(Product product, FittedModel model) => product.Id == model.Product ? null : Forecast.Products.FirstOrDefault(p => p.Product == product.Id);

    /// <summary>The population for a product: as fitted, or with what is supposed of the product; null when nothing is.</summary>
    public (Population Population, ProductPrior? Supposed)? For(Product product, FittedModel model)
    {
        if (product.Id != model.Product && !IsOwn(model))
            return null;
        var population = model.ToPopulation($"models/{model.Id}.json");
        if (product.Id == model.Product)
            return (population, null);
        return Forecast.Products.FirstOrDefault(p => p.Product == product.Id) is { } prior
            ? (population.WithProduct((Math.Log((double)prior.UsualSessionU) + prior.LogRatioMean, prior.LogRatioSd), (prior.LogPeakShiftMean, prior.LogPeakShiftSd)), prior)
            : null;
    }
}
