namespace CityActors.Web.Api.Documents;

/// <summary>A part of the path of an operation, other than the id of a twin.</summary>
/// <param name="Name">Its name in the path.</param>
/// <param name="Description">A sentence for people.</param>
/// <param name="Example">An example.</param>
/// <param name="LengthMax">Longest text, characters.</param>
internal sealed record PathField(string Name, string Description, string Example, int LengthMax = 64);
