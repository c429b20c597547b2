Console.WriteLine("collum");
