using Collum.Toxins;

namespace Collum.Treatments;

/// <summary>Toxin that this person had before, here or elsewhere, for any indication.</summary>
/// <param name="Date">The day it was given.</param>
/// <param name="Product">Which; null when nobody knows.</param>
/// <param name="Dose">How much; null when nobody knows.</param>
/// <param name="Indication">An id such as <c>cervical-dystonia</c>, <c>migraine</c>, <c>cosmetic</c>; null when unknown.</param>
public sealed record PastToxin(DateOnly Date, Product? Product, Dose? Dose, string? Indication);
